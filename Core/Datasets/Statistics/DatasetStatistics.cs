namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// The statistics of a dataset, gathered sample by sample. Memory does not grow with the dataset, but for 48 bytes an image by which duplicates are found.
/// </summary>
/// <param name="classes">The dataset's.</param>
public sealed class DatasetStatistics(IReadOnlyList<string> classes)
{
    /// <summary>Cells a side of <see cref="Places"/>.</summary>
    public const int PlaceCells = 32;

    /// <summary>Unreadable images whose reasons are kept.</summary>
    private const int MostReasons = 20;

    private readonly Dictionary<Statistic, Distribution> _distributions = Statistic.All.ToDictionary(statistic => statistic, statistic => new Distribution(statistic.Scale));
    private readonly long[] _frames = new long[classes.Count];
    private readonly long[] _objects = new long[classes.Count];
    private readonly double[] _places = new double[PlaceCells * PlaceCells];
    private readonly List<(string Name, string Reason)> _unreadable = [];

    public IReadOnlyList<string> Classes { get; } = classes;

    /// <summary>Images that were measured.</summary>
    public long Count { get; private set; }

    /// <summary>Images of each class.</summary>
    public IReadOnlyList<long> Frames => _frames;

    /// <summary>Labelled objects of each class.</summary>
    public IReadOnlyList<long> Objects => _objects;

    /// <summary>How often a box covers each cell of the image, <c>[32, 32]</c>, top row first: boxes for each image with labelled objects.</summary>
    public IReadOnlyList<double> Places => _places;

    public MeanSpectrum Spectrum { get; } = new();

    public ImageSignatures Signatures { get; } = new();

    /// <summary>Images that could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The first of them, with what was wrong.</summary>
    public IReadOnlyList<(string Name, string Reason)> UnreadableImages => _unreadable;

    /// <summary>How a statistic is distributed; without values where the dataset says nothing of it.</summary>
    public Distribution this[Statistic statistic] => _distributions[statistic];

    public void Add(SampleMeasurement sample)
    {
        Count++;
        Signatures.Add(sample.Content, sample.Look);
        this[Statistic.Width].Add(sample.Width);
        this[Statistic.Height].Add(sample.Height);
        this[Statistic.Aspect].Add((double)sample.Width / sample.Height);
        this[Statistic.Brightness].Add(sample.Brightness);
        this[Statistic.Contrast].Add(sample.Contrast);
        this[Statistic.Sharpness].Add(sample.Sharpness);
        this[Statistic.Colourfulness].Add(sample.Colourfulness);
        if (sample.Spectrum is { } spectrum)
        {
            Spectrum.Add(spectrum);
            this[Statistic.Slope].Add(spectrum.Slope());
        }
        if (sample.ClassId is { } classId && (uint)classId < (uint)_frames.Length)
            _frames[classId]++;
        if (sample.Objects is { } objects)
            Add(objects);
    }

    /// <summary>Counts an image that could not be read, and keeps its place.</summary>
    public void AddUnreadable(string name, string reason)
    {
        Unreadable++;
        Signatures.AddNone();
        if (_unreadable.Count < MostReasons)
            _unreadable.Add((name, reason));
    }

    private void Add(IReadOnlyList<MeasuredObject> objects)
    {
        this[Statistic.Objects].Add(objects.Count);
        foreach (var box in objects)
        {
            if ((uint)box.ClassId < (uint)_objects.Length)
                _objects[box.ClassId]++;
            this[Statistic.BoxWidth].Add(box.Width);
            this[Statistic.BoxHeight].Add(box.Height);
            this[Statistic.BoxSize].Add(Math.Sqrt(box.Width * box.Height));
            this[Statistic.BoxX].Add(box.X + box.Width / 2);
            this[Statistic.BoxY].Add(box.Y + box.Height / 2);
            Cover(box);
        }
    }

    private void Cover(MeasuredObject box)
    {
        for (var y = First(box.Y); y < PlaceCells && y < (box.Y + box.Height) * PlaceCells; y++)
        {
            for (var x = First(box.X); x < PlaceCells && x < (box.X + box.Width) * PlaceCells; x++)
                _places[y * PlaceCells + x] += Overlap(box.X, box.Width, x) * Overlap(box.Y, box.Height, y);
        }

        static int First(float start) => Math.Max(0, (int)(start * PlaceCells));
        static double Overlap(float start, float length, int cell) =>
            Math.Max(0, Math.Min((start + length) * PlaceCells, cell + 1) - Math.Max(start * PlaceCells, cell));
    }
}
