using System.Buffers.Binary;
using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>What was randomized: each draw's range over all frames, without keeping the draws.</summary>
internal sealed class ParameterTable
{
    private readonly Dictionary<string, ParameterSummary> _byName = [];
    private readonly List<ParameterSummary> _inOrder = [];

    /// <summary>In the order first met.</summary>
    public IReadOnlyList<ParameterSummary> Parameters => _inOrder;

    /// <returns>False where the frame's arrays don't fit each other; nothing is taken from it then.</returns>
    public bool TryAdd(FrameRendered frame)
    {
        if (frame is not { Labels: { } labels, Parameters: { } names, Values: { } values })
            return false;
        if (values.Length != 4L * labels.Length * names.Length || names.Any(name => name is null))
            return false;
        for (var p = 0; p < names.Length; p++)
        {
            var parameter = Of(names[p]);
            var choices = frame.Choices is { } all && p < all.Length ? all[p] : null;
            for (var i = 0; i < labels.Length; i++)
                parameter.Add(BinaryPrimitives.ReadSingleLittleEndian(values.AsSpan(4 * (i * names.Length + p))), choices);
        }
        return true;
    }

    private ParameterSummary Of(string name)
    {
        if (_byName.TryGetValue(name, out var known))
            return known;
        _inOrder.Add(_byName[name] = new(name));
        return _inOrder[^1];
    }
}
