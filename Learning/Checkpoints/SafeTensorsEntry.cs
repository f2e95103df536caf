using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">As the file says.</param>
/// <param name="Type">Of its numbers.</param>
/// <param name="Shape">Empty for a single number.</param>
/// <param name="From">Its first byte, from the end of the header.</param>
/// <param name="To">Behind its last byte.</param>
internal sealed record SafeTensorsEntry(string Name, ScalarType Type, long[] Shape, long From, long To);
