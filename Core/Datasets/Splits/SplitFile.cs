using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>
/// A split or a list of picks on disk: CSV with the columns <c>name</c>, <c>part</c>, <c>class</c> and <c>labelled</c>, of which only the first must be there, or
/// plain text with a sample's name on each line, where empty lines and lines from <c>#</c> count for nothing. Names are those of the dataset's samples.
/// Some seventy bytes a line are kept, however long the names.
/// </summary>
public sealed class SplitFile
{
    private readonly string _path;
    private readonly Dictionary<UInt128, Entry> _entries = [];
    private readonly OrderedDictionary<string, int> _parts = [];
    private readonly OrderedDictionary<string, int> _classes = [];

    private bool _marks;

    private SplitFile(string path) => _path = path;

    /// <summary>The parts in the order in which they first come; none for a mere list.</summary>
    public IReadOnlyList<string> Parts => [.. _parts.Keys];

    public int Count => _entries.Count;

    /// <exception cref="FewLabelsException">Missing, of another form, a sample named twice, or no sample at all.</exception>
    public static SplitFile Read(string path)
    {
        var file = new SplitFile(path);
        foreach (var row in SplitRows.Read(path))
        {
            var name = SampleTable.KeyOf(row.Name);
            if (file._entries.TryGetValue(name, out var earlier))
                throw new FewLabelsException($"'{row.Name}' is named a second time, after line {earlier.Line}", SplitRows.Place(path, row.Line), "Take one of the two lines out.", ExitCode.WrongUsage);
            file._entries[name] = new(PlaceIn(file._parts, row.Part), PlaceIn(file._classes, row.Class), row.Labelled ?? false, row.Line);
            file._marks |= row.Labelled is not null;
        }
        return file.Count > 0 ? file : throw new FewLabelsException("The file names no samples", path, SplitRows.Forms, ExitCode.WrongUsage);
    }

    /// <summary>Writes a split. The same split gives the same bytes; a file that is there already must be that very split.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="samples">The dataset's samples, in its order.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="partOf">The part of the sample at a place, null for none; itself null where there are no parts.</param>
    /// <param name="labelled">Is the sample at a place among the few that are labelled? Null where none are.</param>
    /// <exception cref="FewLabelsException">Another file is there, it can't be written, or a sample's name holds a line break.</exception>
    public static void Write(string path, IEnumerable<DatasetSample> samples, IReadOnlyList<string> classes, Func<int, string?>? partOf, Func<int, bool>? labelled = null)
    {
        var aside = path + ".part";
        try
        {
            using (var writer = new StreamWriter(aside, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" })
            {
                // A mere list of picks needs neither parts nor marks.
                IEnumerable<string> Row(string name, string? part, string className, string mark) =>
                    partOf is null ? [name, className] : labelled is null ? [name, part ?? "", className] : [name, part ?? "", className, mark];
                writer.WriteLine(SplitRows.Line(Row("name", "part", "class", "labelled")));
                foreach (var (place, sample) in samples.Index())
                {
                    var (part, mark) = (partOf?.Invoke(place), labelled?.Invoke(place) ?? false);
                    if (part is not null || mark)
                        writer.WriteLine(SplitRows.Line(Row(sample.Name, part, sample.ClassId is { } c ? classes[c] : "", mark ? "yes" : "")));
                }
            }
            if (File.Exists(path) && !SameBytes(path, aside))
                throw new FewLabelsException("There is a file already, and it is another split", path, "Choose another name, or take it away: a split that figures were made with should not be lost.", ExitCode.WrongUsage);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The split can't be written: {error.Message}", path, "Free some disk space, or choose another place.", cause: error);
        }
        finally
        {
            if (File.Exists(aside))
                File.Delete(aside);
        }
    }

    /// <summary>Holds the file against the samples: which part each is in, a place in <see cref="Parts"/>, or −1 for a sample that the file does not name.</summary>
    /// <exception cref="FewLabelsException">The file names a sample that is not there, or gives one another class.</exception>
    public int[] PartsOf(SampleTable samples) => Array.ConvertAll(Match(samples), entry => entry?.Part ?? -1);

    /// <summary>
    /// The samples that the file names, as labelled; of a file with the column <c>labelled</c> only those that are marked there. The label is the dataset's, and the
    /// file's where the dataset has none.
    /// </summary>
    /// <exception cref="FewLabelsException">As <see cref="PartsOf"/>; or a sample has no label here or there.</exception>
    public IReadOnlyList<FewLabel> LabelsOf(SampleTable samples)
    {
        var labels = new List<FewLabel>();
        foreach (var (sample, entry) in Match(samples, onlyMarked: _marks).Index())
        {
            if (entry is { } found)
                labels.Add(new(sample, samples.ClassOf(sample) is >= 0 and var known ? known : ClassIn(samples, found)));
        }
        return labels;
    }

    /// <summary>The samples of a part, lazily. Samples without class are not asked for one.</summary>
    /// <exception cref="FewLabelsException">At the end: the file names a sample that is not there; on the way: it gives one another class.</exception>
    internal IEnumerable<DatasetSample> Choose(IEnumerable<DatasetSample> samples, IDatasetReader dataset, string part)
    {
        var (wanted, found) = (_parts[part], 0);
        foreach (var sample in samples)
        {
            if (!_entries.TryGetValue(SampleTable.KeyOf(sample.Name), out var entry))
                continue;
            found++;
            if (sample.ClassId is { } c)
                CheckClass(entry, dataset.Classes[c]);
            if (entry.Part == wanted)
                yield return sample;
        }
        if (found < Count)
            throw Missing(samples.Select(sample => SampleTable.KeyOf(sample.Name)).ToHashSet(), dataset.Origin, onlyMarked: false);
    }

    private Entry?[] Match(SampleTable samples, bool onlyMarked = false)
    {
        var matches = new Entry?[samples.Count];
        var (wanted, found) = (onlyMarked ? _entries.Values.Count(entry => entry.Labelled) : Count, 0);
        for (var i = 0; i < matches.Length; i++)
        {
            if (!_entries.TryGetValue(samples.NameOf(i), out var entry) || (onlyMarked && !entry.Labelled))
                continue;
            (matches[i], found) = (entry, found + 1);
            if (samples.ClassOf(i) is >= 0 and var c)
                CheckClass(entry, samples.Classes[c]);
        }
        return found == wanted ? matches : throw Missing(Enumerable.Range(0, samples.Count).Select(samples.NameOf).ToHashSet(), samples.Origin, onlyMarked);
    }

    private void CheckClass(Entry entry, string name)
    {
        if (entry.Class >= 0 && ClassAt(entry) != name)
            throw new FewLabelsException($"The file says that '{NameAt(entry)}' is '{ClassAt(entry)}', and the dataset that it is '{name}'",
                SplitRows.Place(_path, entry.Line), "The dataset has changed since, or the file is another dataset's: make the split again.", ExitCode.WrongUsage);
    }

    private FewLabelsException Missing(HashSet<UInt128> there, string origin, bool onlyMarked)
    {
        var missing = _entries.Where(entry => !there.Contains(entry.Key) && (!onlyMarked || entry.Value.Labelled)).Select(entry => entry.Value).ToArray();
        var first = missing.MinBy(entry => entry.Line);
        return new($"There is no sample '{NameAt(first)}'{(missing.Length > 1 ? $", nor {missing.Length - 1} more that the file names" : "")}", SplitRows.Place(_path, first.Line),
            $"Names are paths within {origin}, with '/' between; a split goes with one dataset.", ExitCode.WrongUsage);
    }

    private int ClassIn(SampleTable samples, Entry entry)
    {
        if (entry.Class < 0)
            throw new FewLabelsException($"'{NameAt(entry)}' has no class in the dataset and none here", SplitRows.Place(_path, entry.Line), "Add a column 'class' to the file.", ExitCode.WrongUsage);
        for (var c = 0; c < samples.Classes.Count; c++)
        {
            if (samples.Classes[c] == ClassAt(entry))
                return c;
        }
        throw new FewLabelsException($"'{ClassAt(entry)}' is no class", SplitRows.Place(_path, entry.Line),
            $"Classes are: {string.Join(", ", samples.Classes.Take(50))}{NearestName.Suggest(ClassAt(entry), samples.Classes)}.", ExitCode.WrongUsage);
    }

    // Names are not kept: the one that an error needs is read again.
    private string NameAt(Entry entry) => SplitRows.Read(_path).First(row => row.Line == entry.Line).Name;

    private string ClassAt(Entry entry) => _classes.GetAt(entry.Class).Key;

    private static int PlaceIn(OrderedDictionary<string, int> known, string? text)
    {
        if (text is null or "")
            return -1;
        if (!known.TryGetValue(text, out var place))
            known.Add(text, place = known.Count);
        return place;
    }

    private static bool SameBytes(string one, string other)
    {
        using var a = new BufferedStream(File.OpenRead(one), 1 << 16);
        using var b = new BufferedStream(File.OpenRead(other), 1 << 16);
        if (a.Length != b.Length)
            return false;
        int value;
        do
        {
            value = a.ReadByte();
            if (value != b.ReadByte())
                return false;
        }
        while (value >= 0);
        return true;
    }

    /// <summary>What a line says of its sample; −1 for nothing.</summary>
    private readonly record struct Entry(int Part, int Class, bool Labelled, int Line);
}
