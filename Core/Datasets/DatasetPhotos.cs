using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
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
/// Photos without labels that don't decode are skipped and counted, unless that is strict. An image with a label always has to decode: a measure
/// over fewer images is another measure.
/// </remarks>
public sealed class DatasetPhotos : IPhotoSet
{
    /// <summary>Samples that are decoded side by side.</summary>
    private const int Batch = 256;

    private readonly Func<string, IDatasetReader> _open;
    private readonly int _size;
    private readonly int _channels;
    private readonly double? _crop;
    private readonly GroupRule? _groups;
    private readonly PhotoOptions _photos;

    /// <param name="path">A folder or file as <see cref="DatasetReaders.Open"/> takes it; a dataset without splits is every split.</param>
    /// <param name="size">The side of the squares in pixels.</param>
    /// <param name="channels">1 (grey) or 3 (RGB).</param>
    /// <param name="format">One of <see cref="DatasetReaders.Formats"/>; null to find out.</param>
    /// <param name="crop">The side of the square about a box, as a multiple of the box's longer side, 0.1 to 10; null for whole images.</param>
    /// <param name="columns">Names of a table's columns, for CSV.</param>
    /// <param name="groups">Which samples belong together when few are picked; null: each for itself, or with a crop the objects of an image.</param>
    /// <param name="photos">What of photos is taken, and what is done about those that are not read; the defaults when null.</param>
    /// <param name="splitFile">A file whose parts are the splits (<see cref="SplitFile"/>); null for the dataset's own.</param>
    public DatasetPhotos(string path, int size, int channels, string? format = null, double? crop = null, CsvColumns? columns = null, GroupRule? groups = null, PhotoOptions? photos = null, string? splitFile = null)
        : this(path, split => splitFile is null ? DatasetReaders.Open(path, format, SplitOf(path, format, split, columns), columns)
            : PartReader.Of(DatasetReaders.Open(path, format, null, columns), splitFile, split), size, channels, crop, groups, photos)
    {
    }

    /// <summary>A dataset that is open already: it is every split.</summary>
    public DatasetPhotos(IDatasetReader reader, int size, int channels, double? crop = null, GroupRule? groups = null, PhotoOptions? photos = null)
        : this(reader.Origin, _ => reader, size, channels, crop, groups, photos)
    {
    }

    private DatasetPhotos(string origin, Func<string, IDatasetReader> open, int size, int channels, double? crop, GroupRule? groups, PhotoOptions? photos)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "1 or 3");
        if (crop is not (null or (>= 0.1 and <= 10)))
            throw new ArgumentOutOfRangeException(nameof(crop), crop, "0.1 to 10");
        (Origin, _open, _size, _channels, _crop, _groups, _photos) = (origin, open, size, channels, crop, groups, photos ?? new());
    }

    public string Origin { get; }

    /// <summary>The classes of a split, in the dataset's order.</summary>
    public IReadOnlyList<string> Classes(string split) => _open(split).Classes;

    public UnlabelledPhotos ReadUnlabelled(string split)
    {
        var reader = _open(split);
        if (_crop is null && reader is IPhotoTrees trees)
            return PhotoStack.Read(trees.Roots, _size, _channels, _photos);
        var samples = _crop is null && reader is ISeparateLabels separate ? separate.Unlabelled() : reader.Samples();
        var skipped = new SkippedPhotos();
        return new(Read(samples, _ => 0, (_, _) => 0, _photos.Strict ? null : skipped).Images, skipped);
    }

    /// <summary>The photos of a split without their pixels; null where they can't be decoded one by one, since their file holds all of them or since each box is an image of its own.</summary>
    /// <exception cref="FewLabelsException">No photo, or, where that is strict, a file that is none by its name.</exception>
    public PhotoListing? ListUnlabelled(string split)
    {
        var reader = _open(split);
        if (_crop is not null)
            return null;
        var skipped = new SkippedPhotos();
        if (reader is IPhotoTrees trees)
        {
            var paths = trees.Roots.SelectMany(root => new PhotoTree(root, _photos).Files(skipped)).ToArray();
            return paths.Length == 0 ? throw Nothing() : new(Origin, _size, _channels, paths, i => ImageCodec.ReadSquare(paths[i], _size, _channels, _photos.Limits).Pixels, skipped);
        }
        return Alone(reader is ISeparateLabels separate ? separate.Unlabelled() : reader.Samples()) is { } samples
            ? new(Origin, _size, _channels, Array.ConvertAll(samples, sample => sample.Name), i => Whole(samples[i]), skipped) : null;
    }

    /// <summary>As <see cref="ReadLabelled"/>, but without pixels; null as for <see cref="ListUnlabelled"/>.</summary>
    /// <exception cref="FewLabelsException">Other classes, images without any, or files of labels that are damaged.</exception>
    public LabelledListing? ListLabelled(string split, IReadOnlyList<string>? classes = null)
    {
        var reader = _open(split);
        if (_crop is not null || Alone(reader.Samples()) is not { } samples)
            return null;
        var places = PhotoClasses.Match(reader, classes);
        return new(Origin, _size, _channels, Array.ConvertAll(samples, sample => sample.Name),
            Array.ConvertAll(samples, sample => (byte)Place(places, sample.Name, sample.ClassId ?? throw Unclassed(sample))), classes ?? reader.Classes, i => Whole(samples[i]));
    }

    // Null where samples hold their pixels from the start: keeping the samples would be keeping those.
    private DatasetSample[]? Alone(IEnumerable<DatasetSample> samples)
    {
        var all = new List<DatasetSample>();
        foreach (var sample in samples)
        {
            if (sample is IImageSample)
                return null;
            all.Add(sample);
        }
        return all.Count == 0 ? throw Nothing() : [.. all];
    }

    private FewLabelsException Nothing() => new("The dataset has no images", Origin, "Choose another split, or another dataset.");

    /// <summary>The few labelled photos of a split; without a crop no others are decoded.</summary>
    public LabelledImages PickLabelled(string split, LabelBudget labels, long seed, IReadOnlyList<string> classes)
    {
        var reader = _open(split);
        if (labels.List is not null && _crop is null && PhotoClasses.Find(reader, classes) is null)
            return PickListed(reader, labels, seed, classes);
        var places = PhotoClasses.Match(reader, classes);
        // By the dataset's own names of classes, which lists have too.
        if (_crop is not null)
        {
            var all = Read(reader.Samples(), _ => 0, (_, label) => label);
            var objects = SampleTable.Of(all.Squares.Select((square, i) => (square.Name, (int?)all.Labels[i], (string?)square.Group)), reader.Classes, Origin, grouped: true);
            var picked = FewLabelPick.Of(objects, labels, seed);
            return new(all.Images.Take([.. picked.Select(pick => pick.Sample)]), [.. picked.Select(pick => (byte)places[pick.ClassId])], classes) { Notes = Notes(objects, picked) };
        }
        return Picked(reader.Samples, SampleTable.Read(reader, _groups), labels, seed, label => places[label], classes);
    }

    // A dataset of no classes or of others, such as photos by month: the list must say what each is, and labels of the dataset are not looked at.
    private LabelledImages PickListed(IDatasetReader reader, LabelBudget labels, long seed, IReadOnlyList<string> classes)
    {
        var samples = () => reader is ISeparateLabels separate ? separate.Unlabelled() : reader.Samples();
        return Picked(samples, SampleTable.Of(samples().Select(sample => (sample.Name, (int?)null, (string?)null)), classes, Origin), labels, seed, label => label, classes);
    }

    private LabelledImages Picked(Func<IEnumerable<DatasetSample>> samples, SampleTable table, LabelBudget labels, long seed, Func<int, int> placeOf, IReadOnlyList<string> classes)
    {
        var picks = FewLabelPick.Of(table, labels, seed);
        var order = picks.Select((pick, place) => (pick, place)).ToDictionary(item => item.pick.Sample, item => item.place);
        if (order.Count == 0)
            return new(new(0, _size, _size, _channels, []), [], classes);
        // By their places in the dataset, then in the order of the picks.
        var read = Read(samples().Where((_, place) => order.ContainsKey(place)), _ => 0, (_, _) => 0).Images;
        var sorted = order.OrderBy(item => item.Key).Select((item, row) => (item.Value, row)).OrderBy(item => item.Value).Select(item => item.row).ToArray();
        return new(read.Take(sorted), [.. picks.Select(pick => (byte)placeOf(pick.ClassId))], classes) { Notes = Notes(table, picks) };
    }

    private static IReadOnlyList<string> Notes(SampleTable table, IReadOnlyList<FewLabel> picks) =>
        [.. FewLabelPick.Shortages(table, picks).Select(shortage => $"There is not a group for each label of class {shortage}.")];

    public EvaluationSet ReadEvaluation(string split, IReadOnlyList<string> classes) => new(ReadLabelled(split, classes));

    public OraclePhotos ReadOracle(string split, IReadOnlyList<string> classes) => new(ReadLabelled(split, classes));

    /// <summary>Every labelled image of a split. Labels are places in <paramref name="classes"/>, or in the dataset's own where those are null.</summary>
    /// <exception cref="FewLabelsException">Other classes, images without any, or files that are damaged.</exception>
    public LabelledImages ReadLabelled(string split, IReadOnlyList<string>? classes = null)
    {
        var reader = _open(split);
        var places = PhotoClasses.Match(reader, classes);
        var (images, labels, _) = Read(reader.Samples(), sample => sample.ClassId ?? throw Unclassed(sample), (name, label) => Place(places, name, label));
        return new(images, labels, classes ?? reader.Classes);
    }

    /// <summary>The dataset's samples in order, each as one image or as one for each box.</summary>
    /// <param name="skipped">Takes in what does not decode; null where that is an error.</param>
    private (ImageStack Images, byte[] Labels, List<Square> Squares) Read(IEnumerable<DatasetSample> samples, Func<DatasetSample, int> labelOf, Func<string, int, int> placeOf, SkippedPhotos? skipped = null)
    {
        var squares = new List<Square>();
        foreach (var batch in samples.Chunk(Batch))
        {
            var (decoded, refused) = (new Square[batch.Length][], new FewLabelsException?[batch.Length]);
            try
            {
                Parallel.For(0, batch.Length, i =>
                {
                    try
                    {
                        decoded[i] = _crop is { } factor ? Crops(batch[i], factor) : [new(Whole(batch[i]), labelOf(batch[i]), batch[i].Name, "")];
                    }
                    catch (FewLabelsException refusal) when (refusal.Reason is ImageFault && skipped is not null)
                    {
                        (decoded[i], refused[i]) = ([], refusal);
                    }
                });
            }
            catch (AggregateException errors)
            {
                // The first bad file is enough to act on.
                ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
            }
            squares.AddRange(decoded.SelectMany(of => of));
            foreach (var refusal in refused.OfType<FewLabelsException>())
                skipped!.Add(refusal);
        }
        if (squares.Count == 0)
            throw _crop is null ? Nothing() : new FewLabelsException("The dataset has no boxes to crop", Origin, "Choose another split, or another dataset.");
        var stride = _size * _size * _channels;
        if ((long)squares.Count * stride > Array.MaxLength)
            throw new FewLabelsException($"{squares.Count} images of {_size}×{_size} pixels are more than memory holds in one piece", Origin, "Take a smaller size, or fewer images.");
        var (pixels, labels) = (new byte[squares.Count * stride], new byte[squares.Count]);
        for (var i = 0; i < squares.Count; i++)
        {
            squares[i].Pixels.CopyTo(pixels.AsSpan(i * stride));
            labels[i] = (byte)placeOf(squares[i].Name, squares[i].Label);
            // What is copied need not wait for the rest.
            squares[i] = squares[i] with { Pixels = [] };
        }
        return (new(squares.Count, _size, _size, _channels, pixels), labels, squares);
    }

    private byte[] Whole(DatasetSample sample)
    {
        if (sample is FileSample file)
            return ImageCodec.ReadSquare(file.ImagePath(), _size, _channels, _photos.Limits).Pixels;
        var image = sample is IImageSample known ? known.Image : DatasetImages.Decode(sample.ReadEncoded(), sample.Name, _photos.Limits);
        return ImageSquare.Of(image, 0, 0, image.Width, image.Height, _size, _channels).Pixels;
    }

    private Square[] Crops(DatasetSample sample, double factor)
    {
        var frame = sample.Load(_photos.Limits);
        var boxes = frame.Annotations.OfType<BoundingBoxes2D>().FirstOrDefault(boxes => !boxes.Amodal)?.Boxes ?? [];
        var group = _groups?.GroupOf(sample) ?? sample.Name;
        return [.. boxes.Select(box =>
        {
            var side = factor * Math.Max(box.Width, box.Height);
            var (left, top) = (box.X + (box.Width - side) / 2, box.Y + (box.Height - side) / 2);
            return new Square(ImageSquare.Of(frame.Image, left, top, side, side, _size, _channels).Pixels, box.ClassId, $"{sample.Name}#{box.InstanceId}", group);
        })];
    }

    private int Place(int[] places, string name, int label) => label >= 0 && label < places.Length ? places[label] : throw DatasetErrors.NoSuchClass(name, label, places.Length, Origin);

    private FewLabelsException Unclassed(DatasetSample sample) => new($"'{DatasetErrors.Show(sample.Name)}' has no class", Origin,
        "Its format labels objects: set crop, so that each object is an image with its class; or give every image a class.");

    private static string? SplitOf(string path, string? format, string split, CsvColumns? columns) => DatasetReaders.Splits(path, format, columns).Count == 0 ? null : split;

    /// <summary>An image with its class in the dataset's order, its name and its group.</summary>
    private readonly record struct Square(byte[] Pixels, int Label, string Name, string Group);
}
