using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Images on disk as a job names them.</summary>
/// <param name="Format">One of <see cref="DatasetReaders.Formats"/>.</param>
/// <param name="Path">The dataset's folder or file.</param>
/// <param name="Split">One of the dataset's splits, or of the split file's parts.</param>
/// <param name="Place">Where the job names it: file and line.</param>
internal sealed record DatasetSpec(string Format, string Path, string Split, string Place)
{
    /// <summary>The split file; null for the dataset's own splits.</summary>
    public string? SplitFile { get; init; }

    /// <summary>The side of the square about a box as a multiple of the box's longer side; null for whole images.</summary>
    public double? Crop { get; init; }

    /// <summary>Which images belong together; null where nothing tells.</summary>
    public GroupRule? Group { get; init; }

    /// <summary>What of photos is taken, and what is done about those that can't be read.</summary>
    public PhotoOptions Photos { get; init; } = new();

    /// <summary>The columns of a table; null for the usual names.</summary>
    public CsvColumns? Columns { get; init; }

    /// <summary>Pixels to keep in memory, at most so many bytes: a set of fewer is read whole before training, a larger one decoded while training.</summary>
    public long Cache { get; init; } = DefaultCache;

    /// <summary>Room for 2.7 million grey images of 28 pixels, or 170,000 RGB ones of 64.</summary>
    public const long DefaultCache = 2L << 30;

    public DatasetPhotos Open(int size, int channels) => new(Path, size, channels, Format, Crop, Columns, Group, Photos, SplitFile);

    /// <summary>The samples of the split, without their pixels.</summary>
    public IDatasetReader OpenSplit()
    {
        if (SplitFile is not null)
            return PartReader.Of(DatasetReaders.Open(Path, Format, null, Columns), SplitFile, Split);
        return DatasetReaders.Open(Path, Format, DatasetReaders.Splits(Path, Format, Columns).Count == 0 ? null : Split, Columns);
    }

    /// <summary>Looks whether all that is named is there, and reads no image.</summary>
    /// <exception cref="FewLabelsException">The path, the split, or the split file's part is not there.</exception>
    public void Check()
    {
        if (!Directory.Exists(Path) && !File.Exists(Path))
            throw Missing(Path, "There is no such dataset");
        var splits = Placed(() => DatasetReaders.Splits(Path, Format, Columns));
        if (SplitFile is not null)
        {
            if (!File.Exists(SplitFile))
                throw Missing(SplitFile, "There is no such split file");
            splits = Placed(() => Core.Datasets.Splits.SplitFile.Read(SplitFile)).Parts;
            if (splits.Count == 0)
                throw new FewLabelsException("The split file has no parts", $"{Place}: {SplitFile}", "It needs the columns name and part; 'fewlabels dataset split' makes one.", ExitCode.WrongUsage);
        }
        else if (splits.Count > 0)
        {
            // Other tools' words for splits are known to the readers.
            Placed(() => DatasetReaders.Open(Path, Format, Split, Columns));
            return;
        }
        if (SplitFile is not null && !splits.Contains(Split))
            throw new FewLabelsException($"The split file has no part '{Split}'", $"{Place}: {SplitFile}", $"Its parts: {string.Join(", ", splits)}{NearestName.Suggest(Split, splits)}.", ExitCode.WrongUsage);
    }

    /// <summary>An error about a path that is not there, with its neighbour of nearly the same name.</summary>
    private FewLabelsException Missing(string path, string what) => Inputs.Missing(path, what, Place);

    // The dataset's own files are named by the error; the job's line stands before them.
    private T Placed<T>(Func<T> read) => Inputs.Placed(Place, read);
}
