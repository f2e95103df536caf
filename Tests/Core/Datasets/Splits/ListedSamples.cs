using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tests.Core.Datasets.Splits;

/// <summary>A dataset that exists in memory alone: names and classes, and a file's bytes where a test needs them.</summary>
internal sealed class ListedSamples(IReadOnlyList<string> classes, params IEnumerable<ListedSamples.Row> rows) : IDatasetReader
{
    public string Origin => "/listed";

    public string Format => "listed";

    public IReadOnlyList<string> Classes => classes;

    public IEnumerable<DatasetSample> Samples() => rows.Select((row, place) => new Sample(row) { Name = row.Name, Index = row.Sequence ?? place, ClassId = row.Class });

    public SampleTable Table(string? group = null) => SampleTable.Read(this, group is null ? null : GroupRule.Parse(group, "test"));

    public sealed record Row(string Name, int? Class, string? Scene = null, long? Sequence = null, byte[]? File = null);

    private sealed class Sample(Row row) : DatasetSample
    {
        public override string? Column(string name) => name == "scene" ? row.Scene : null;

        public override EncodedImage ReadEncoded() => new(row.File ?? throw new InvalidOperationException("Nobody should read pixels."), ".png");

        public override LabelledFrame Load(DecodeLimits? limits = null) => throw new InvalidOperationException("Nobody should decode.");
    }
}
