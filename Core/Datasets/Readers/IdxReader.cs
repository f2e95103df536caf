using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>Grey images in one file and a number for each in another. Classes are called by their numbers; label files are opened when labels are asked for.</summary>
/// <remarks>The file is a stream, often packed: a sample holds its pixels (a kilobyte or so) from the start.</remarks>
internal sealed class IdxReader : IDatasetReader, ISeparateLabels
{
    private readonly IReadOnlyList<IdxPart> _parts;
    private readonly Lazy<byte[][]> _labels;
    private readonly Lazy<IReadOnlyList<string>> _classes;

    public IdxReader(string origin, IReadOnlyList<IdxPart> parts)
    {
        (Origin, _parts) = (origin, parts);
        _labels = new(() => [.. parts.Select(part => IdxFile.ReadLabels(part.LabelFile))]);
        _classes = new(() => [.. Enumerable.Range(0, _labels.Value.Max(labels => labels.Max()) + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))]);
    }

    public string Origin { get; }

    public string Format => IdxFormat.FormatName;

    public IReadOnlyList<string> Classes => _classes.Value;

    public IEnumerable<DatasetSample> Samples() => Read(_labels.Value);

    public IEnumerable<DatasetSample> Unlabelled() => Read(null);

    private IEnumerable<DatasetSample> Read(byte[][]? labels)
    {
        var index = 0L;
        for (var p = 0; p < _parts.Count; p++)
        {
            var (file, place, known) = (_parts[p].ImageFile, 0, labels?[p]);
            foreach (var image in IdxFile.StreamImages(file, count => Check(count, known, _parts[p])))
            {
                yield return new IdxSample(image) { Name = string.Create(CultureInfo.InvariantCulture, $"{_parts[p].Split}/{place:D8}.png"), Index = index++, ClassId = known?[place] };
                place++;
            }
        }
    }

    private static void Check(int images, byte[]? labels, IdxPart part)
    {
        if (labels is not null && labels.Length != images)
            throw new FewLabelsException($"{images} images have {labels.Length} labels", part.LabelFile, "Take both files from the same release of the dataset.");
    }

    private sealed class IdxSample(Image image) : DatasetSample, IImageSample
    {
        /// <summary>The pixels, a grey image.</summary>
        public Image Image { get; } = image;

        /// <summary>As a PNG, since it has no file of its own.</summary>
        public override EncodedImage ReadEncoded() => new(ImageCodec.EncodePng(Image), ".png");

        public override LabelledFrame Load(DecodeLimits? limits = null) => new() { Index = Index, Step = Step, ClassId = ClassId, Image = Image };
    }
}
