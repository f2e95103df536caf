using FewLabels.Sim.Learning.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Checkpoints;

/// <summary>Tensors of a file that go when a test's scope ends: other tests count what is alive.</summary>
internal static class ReadTensors
{
    public static Dictionary<string, Tensor> Into(DisposeScope scope, string path)
    {
        var tensors = SafeTensors.Read(path);
        foreach (var tensor in tensors.Values)
            scope.Attach(tensor);
        return tensors;
    }
}
