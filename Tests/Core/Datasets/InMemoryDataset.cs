using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>Frames as a dataset; null is one that can't be read.</summary>
internal sealed class InMemoryDataset(IReadOnlyList<string> classes, params LabelledFrame?[] frames) : IDatasetReader
{
    public string Origin { get; init; } = "memory";

    public string Format => "memory";

    public IReadOnlyList<string> Classes => classes;

    /// <summary>What the samples are called; <c>N.png</c> unless said.</summary>
    public Func<int, string> NameOf { get; init; } = place => $"{place}.png";

    public IEnumerable<DatasetSample> Samples() => frames.Select((frame, place) => new Sample(frame) { Name = NameOf(place), Index = frame?.Index ?? place, Step = frame?.Step ?? 0, ClassId = frame?.ClassId });

    private sealed class Sample(LabelledFrame? frame) : DatasetSample
    {
        public override EncodedImage ReadEncoded() => new(ImageCodec.EncodePng(Load().Image), ".png");

        public override LabelledFrame Load(DecodeLimits? limits = null) => frame ?? throw new FewLabelsException("It is broken", Name, "Mend it.");
    }
}
