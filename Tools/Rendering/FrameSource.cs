using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>The renderer as datasets need it: labelled frames in batches. For one thread.</summary>
internal sealed class FrameSource : IDisposable
{
    private readonly FrameRenderer _renderer;

    /// <param name="skipErrors">Set images aside that can't be made, instead of ending with their error.</param>
    /// <param name="unlessSaid">The labelers where the options name none, but for those that the scenario has nothing for; null for all.</param>
    /// <exception cref="FewLabelsException">An option is out of range, a labeler is unknown, a setting is wrong, or this machine can't render.</exception>
    public FrameSource(Scenario scenario, ImageOptions options, ScenarioCatalog catalog, bool skipErrors, IReadOnlyList<string>? unlessSaid = null)
    {
        Scenario = scenario;
        // Before its labelers are made: they need the classes.
        scenario.Start();
        var known = Known(scenario, catalog);
        Labelers = options.Labelers switch
        {
            null => unlessSaid is null ? known : [.. unlessSaid.Where(known.Contains)],
            ["all"] => known,
            _ => options.Labelers,
        };
        _renderer = new(scenario, new FrameOptions
        {
            Width = options.Width,
            Height = options.Height,
            Seed = options.Seed,
            Workers = options.Workers,
            Steps = options.Steps,
            SkipErrors = skipErrors,
            Labelers = [.. Labelers.Select(name => catalog.Labelers.FirstOrDefault(labeler => labeler.Name == name)
                ?? (known.Contains(name) ? LabelerCatalog.Create(name, scenario) : throw Unknown(name, known)))],
        });
    }

    public Scenario Scenario { get; }

    /// <summary>The labelers of each frame.</summary>
    public IReadOnlyList<string> Labelers { get; }

    /// <summary>What draws.</summary>
    public string Device => _renderer.DeviceName;

    /// <summary>Batches in order: frames, and what was set aside.</summary>
    public IEnumerable<(IReadOnlyList<LabelledFrame> Frames, IReadOnlyList<RejectedFrame> Rejected)> Render(IEnumerable<long> indices, CancellationToken cancellation)
    {
        foreach (var batch in _renderer.Render(indices, cancellation))
        {
            // A sequence is kept whole or not at all.
            var broken = batch.Rejected.Select(frame => frame.Index).ToHashSet();
            yield return ([.. Enumerable.Range(0, batch.Count).Where(i => !broken.Contains(batch.Indices[i])).Select(i => Convert(batch, i))], [.. batch.Rejected.DistinctBy(frame => frame.Index)]);
        }
    }

    public void Dispose() => _renderer.Dispose();

    /// <summary>All labelers that can be asked for: those that fit the scenario, and the plug-ins'.</summary>
    private static IReadOnlyList<string> Known(Scenario scenario, ScenarioCatalog catalog) =>
        [.. LabelerCatalog.NamesFor(scenario), .. catalog.Labelers.Select(labeler => labeler.Name)];

    private static FewLabelsException Unknown(string name, IReadOnlyList<string> known) =>
        new($"There is no labeler '{name}'", "--labelers", $"Some of: {string.Join(", ", known)}{NearestName.Suggest(name, known)}, or all.", ExitCode.WrongUsage);

    private static LabelledFrame Convert(FrameBatch batch, int i) => new()
    {
        Index = batch.Indices[i],
        Step = batch.Steps[i],
        Image = batch.Images.Copy(i),
        ClassId = batch.Labels[i],
        Annotations = batch.Annotations[i],
        Draws = [.. Draws(batch, i)],
    };

    private static IEnumerable<FrameDraw> Draws(FrameBatch batch, int i)
    {
        var columns = batch.Draws.Columns;
        for (var c = 0; c < columns.Count; c++)
        {
            var value = batch.Draws.Values[i * columns.Count + c];
            if (!float.IsNaN(value))
                yield return new(columns[c].Name, 0, value, columns[c].Choices?[(int)value]);
        }
        foreach (var draw in batch.ObjectDraws[i])
            yield return new(columns[draw.Column].Name, draw.Object, draw.Value, columns[draw.Column].Choices?[(int)draw.Value]);
    }
}
