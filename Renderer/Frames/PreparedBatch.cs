using FewLabels.Sim.Renderer.Device;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>A batch's scenes, built and waiting to be drawn. Its arrays are used again for a later batch.</summary>
internal sealed class PreparedBatch
{
    private readonly Scenario _scenario;
    private readonly long _seed;
    private readonly Iteration[] _iterations;
    private readonly SceneSlice[] _slices;

    public PreparedBatch(Scenario scenario, long seed, int builders)
    {
        (_scenario, _seed) = (scenario, seed);
        _iterations = new Iteration[builders];
        _slices = new SceneSlice[builders];
        for (var i = 0; i < builders; i++)
            (_iterations[i], _slices[i]) = (new Iteration(new Scene()), new SceneSlice());
    }

    public long[] Indices { get; private set; } = [];

    /// <summary><c>[N, columns]</c></summary>
    public float[] Draws { get; private set; } = [];

    public byte[] Labels { get; private set; } = [];

    public ReadOnlySpan<SceneSlice> Slices => _slices;

    /// <summary>Builds the scenes, each builder a run of images on a thread of its own.</summary>
    public void Build(long[] indices)
    {
        Indices = indices;
        Draws = new float[indices.Length * _scenario.Columns.Count];
        Labels = new byte[indices.Length];
        if (_slices.Length == 1)
            BuildSlice(0);
        else
            Parallel.For(0, _slices.Length, BuildSlice);
    }

    private void BuildSlice(int slice)
    {
        var columns = _scenario.Columns.Count;
        int first = slice * Indices.Length / _slices.Length, end = (slice + 1) * Indices.Length / _slices.Length;
        _slices[slice].Clear(first);
        for (var i = first; i < end; i++)
        {
            _scenario.Build(_iterations[slice], _seed, Indices[i], Draws.AsMemory(i * columns, columns));
            _slices[slice].Add(_iterations[slice].Scene);
            Labels[i] = (byte)_iterations[slice].ClassId;
        }
    }
}
