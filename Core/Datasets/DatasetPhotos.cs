using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// A dataset of any format as square images to learn from: whole images with their class, or, with a crop, a square about each 2D box with the
/// class of the box, so that datasets for detection serve classification.
/// </summary>
/// <remarks>
/// Unlabelled reading opens no label files of image folders (any tree will do), IDX and YOLO. COCO, SOLO, CSV and shards keep the list of
/// images and the labels in one place; there the labels are passed over. With a crop boxes are read, and their classes dropped.
/// </remarks>
public sealed class DatasetPhotos : IPhotoSet
{
    /// <summary>Samples that are decoded side by side.</summary>
    private const int Batch = 256;

    private readonly Func<string, IDatasetReader> _open;
    private readonly int _size;
    private readonly int _channels;
    private readonly double? _crop;

    /// <param name="path">A folder or file as <see cref="DatasetReaders.Open"/> takes it.</param>
    /// <param name="size">The side of the squares in pixels.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="format">One of <see cref="DatasetReaders.Formats"/>; null to find out.</param>
    /// <param name="crop">The side of the square about a box, as a multiple of the box's longer side; null for whole images.</param>
    /// <param name="columns">Names of a table's columns, for CSV.</param>
    public DatasetPhotos(string path, int size, int channels, string? format = null, double? crop = null, CsvColumns? columns = null)
        : this(path, split => DatasetReaders.Open(path, format, SplitOf(path, format, split, columns), columns), size, channels, crop)
    {
    }

    /// <param name="reader">The dataset; every split's name stands for what it reads.</param>
    public DatasetPhotos(IDatasetReader reader, int size, int channels, double? crop = null)
        : this(reader.Origin, _ => reader, size, channels, crop)
    {
    }

    private DatasetPhotos(string origin, Func<string, IDatasetReader> open, int size, int channels, double? crop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "1 or 3");
        if (crop is not (null or (>= 0.1 and <= 10)))
            throw new ArgumentOutOfRangeException(nameof(crop), crop, "0.1 to 10");
        (Origin, _open, _size, _channels, _crop) = (origin, open, size, channels, crop);
    }

    public string Origin { get; }

    /// <summary>The classes of a split, in the dataset's order.</summary>
    public IReadOnlyList<string> Classes(string split) => _open(split).Classes;

    public UnlabelledPhotos ReadUnlabelled(string split)
    {
        var reader = _open(split);
        var samples = _crop is null && reader is ISeparateLabels separate ? separate.Unlabelled() : reader.Samples();
        return new(Read(samples, sample => Whole(sample, 0), _ => 0).Images);
    }

    public LabelledImages PickLabelled(string split, LabelBudget labels, long seed, IReadOnlyList<string> classes) =>
        FewLabelPick.Of(ReadLabelled(split, classes), labels, seed, Origin);

    public EvaluationSet ReadEvaluation(string split, IReadOnlyList<string> classes) => new(ReadLabelled(split, classes));

    public OraclePhotos ReadOracle(string split, IReadOnlyList<string> classes) => new(ReadLabelled(split, classes));

    /// <summary>Every labelled image of a split. Labels are places in <paramref name="classes"/>, or in the dataset's own where those are null.</summary>
    /// <exception cref="FewLabelsException">Other classes, images without any, or files that are damaged.</exception>
    public LabelledImages ReadLabelled(string split, IReadOnlyList<string>? classes = null)
    {
        var reader = _open(split);
        var places = PhotoClasses.Match(reader, classes);
        var (images, labels) = Read(reader.Samples(), sample => Whole(sample, sample.ClassId ?? throw Unclassed(sample)), label => places[label]);
        return new(images, labels, classes ?? reader.Classes);
    }

    /// <summary>The dataset's samples in order, each as one image or as one for each box.</summary>
    private (ImageStack Images, byte[] Labels) Read(IEnumerable<DatasetSample> samples, Func<DatasetSample, Square[]> whole, Func<int, int> placeOf)
    {
        var blocks = new List<Square[]>();
        foreach (var batch in samples.Chunk(Batch))
        {
            var squares = new Square[batch.Length][];
            try
            {
                Parallel.For(0, batch.Length, i => squares[i] = _crop is { } factor ? Crops(batch[i], factor) : whole(batch[i]));
            }
            catch (AggregateException errors)
            {
                // The first bad file is enough to act on.
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
            blocks.Add([.. squares.SelectMany(of => of)]);
        }
        var count = blocks.Sum(block => (long)block.Length);
        var stride = _size * _size * _channels;
        if (count == 0)
            throw new FewLabelsException(_crop is null ? "The dataset has no images" : "The dataset has no boxes to crop", Origin, "Choose another split, or another dataset.");
        if (count * stride > Array.MaxLength)
            throw new FewLabelsException($"{count} images of {_size}×{_size} pixels are more than memory holds in one piece", Origin, "Take a smaller size, or fewer images.");
        var (pixels, labels, next) = (new byte[count * stride], new byte[count], 0);
        for (var b = 0; b < blocks.Count; b++)
        {
            foreach (var square in blocks[b])
            {
                square.Pixels.CopyTo(pixels.AsSpan(next * stride));
                labels[next++] = checked((byte)placeOf(square.Label));
            }
            // What is copied need not wait for the rest.
            blocks[b] = [];
        }
        return (new((int)count, _size, _size, _channels, pixels), labels);
    }

    private Square[] Whole(DatasetSample sample, int label)
    {
        if (sample is FileSample file)
            return [new(ImageCodec.ReadSquare(file.ImagePath(), _size, _channels).Pixels, label)];
        var image = sample is IImageSample known ? known.Image : DatasetImages.Decode(sample.ReadEncoded(), sample.Name, null);
        return [new(ImageSquare.Of(image, 0, 0, image.Width, image.Height, _size, _channels).Pixels, label)];
    }

    private Square[] Crops(DatasetSample sample, double factor)
    {
        var frame = sample.Load();
        var boxes = frame.Annotations.OfType<Annotations.BoundingBoxes2D>().FirstOrDefault(boxes => !boxes.Amodal)?.Boxes ?? [];
        return [.. boxes.Select(box =>
        {
            var side = factor * Math.Max(box.Width, box.Height);
            var (left, top) = (box.X + (box.Width - side) / 2, box.Y + (box.Height - side) / 2);
            return new Square(ImageSquare.Of(frame.Image, left, top, side, side, _size, _channels).Pixels, box.ClassId);
        })];
    }

    private FewLabelsException Unclassed(DatasetSample sample) => new($"'{DatasetErrors.Show(sample.Name)}' has no class", Origin,
        "Its format labels objects: set crop, so that each object is an image with its class; or give every image a class.");

    /// <summary>A dataset that is one whole has each split.</summary>
    private static string? SplitOf(string path, string? format, string split, CsvColumns? columns) => DatasetReaders.Splits(path, format, columns).Count == 0 ? null : split;

    private readonly record struct Square(byte[] Pixels, int Label);
}
