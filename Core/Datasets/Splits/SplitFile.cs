using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>
/// A split or a list of picks on disk: CSV with the columns <c>name</c>, <c>part</c> and <c>class</c> (the last two may be missing), or plain text with
/// a sample's name on each line, where empty lines and lines from <c>#</c> count for nothing. Names are those of the dataset's samples.
/// Some forty bytes a line are kept, however long the names.
/// </summary>
public sealed class SplitFile
{
    /// <summary>The part that holds few-label picks.</summary>
    public const string Labelled = "labelled";

    private readonly string _path;
    private readonly Dictionary<UInt128, Entry> _entries = [];
    private readonly List<string> _parts = [];
    private readonly List<string> _classes = [];

    private SplitFile(string path) => _path = path;

    /// <summary>The parts in the order in which they first come; none for a mere list.</summary>
    public IReadOnlyList<string> Parts => _parts;

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
            file._entries[name] = new(PlaceIn(file._parts, row.Part), PlaceIn(file._classes, row.Class), row.Line);
        }
        return file.Count > 0 ? file : throw new FewLabelsException("The file names no samples", path, SplitRows.Forms, ExitCode.WrongUsage);
    }

    /// <summary>Writes a split. The same split gives the same bytes; a file that is there already must be that very split.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="samples">The dataset's samples, in its order.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="partOf">The part of the sample at a place; null leaves it out.</param>
    /// <exception cref="FewLabelsException">Another file is there, it can't be written, or a sample's name holds a line break.</exception>
    public static void Write(string path, IEnumerable<DatasetSample> samples, IReadOnlyList<string> classes, Func<int, string?> partOf)
    {
        var aside = path + ".part";
        try
        {
            using (var writer = new StreamWriter(aside, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" })
            {
                writer.WriteLine("name,part,class");
                foreach (var (place, sample) in samples.Index())
                {
                    if (partOf(place) is { } part)
                        writer.WriteLine(SplitRows.Line(sample.Name, part, sample.ClassId is { } c ? classes[c] : ""));
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
    /// The samples that the file names, as labelled; of a file with the part <see cref="Labelled"/> only those. The label is the dataset's, and the file's where
    /// the dataset has none.
    /// </summary>
    /// <exception cref="FewLabelsException">As <see cref="PartsOf"/>; or a sample has no label here or there.</exception>
    public IReadOnlyList<FewLabel> LabelsOf(SampleTable samples)
    {
        var only = _parts.IndexOf(Labelled);
        var labels = new List<FewLabel>();
        foreach (var (sample, entry) in Match(samples, only).Index())
        {
            if (entry is { } found)
                labels.Add(new(sample, samples.ClassOf(sample) is >= 0 and var known ? known : ClassIn(samples, found)));
        }
        return labels;
    }

    private Entry?[] Match(SampleTable samples, int onlyPart = -1)
    {
        var matches = new Entry?[samples.Count];
        var (wanted, found) = (onlyPart < 0 ? Count : _entries.Values.Count(entry => entry.Part == onlyPart), 0);
        for (var i = 0; i < matches.Length; i++)
        {
            if (!_entries.TryGetValue(samples.NameOf(i), out var entry) || (onlyPart >= 0 && entry.Part != onlyPart))
                continue;
            (matches[i], found) = (entry, found + 1);
            if (entry.Class >= 0 && samples.ClassOf(i) >= 0 && ClassIn(samples, entry) != samples.ClassOf(i))
                throw new FewLabelsException($"The file says that '{NameAt(entry)}' is '{_classes[entry.Class]}', and the dataset that it is '{samples.Classes[samples.ClassOf(i)]}'",
                    SplitRows.Place(_path, entry.Line), "The dataset has changed since, or the file is another dataset's: make the split again.", ExitCode.WrongUsage);
        }
        if (found == wanted)
            return matches;
        var there = new HashSet<UInt128>(Enumerable.Range(0, samples.Count).Select(samples.NameOf));
        var missing = _entries.Where(entry => !there.Contains(entry.Key) && (onlyPart < 0 || entry.Value.Part == onlyPart)).MinBy(entry => entry.Value.Line).Value;
        throw new FewLabelsException($"There is no sample '{NameAt(missing)}' ({wanted - found} of the {wanted} that the file names are not there)", SplitRows.Place(_path, missing.Line),
            $"Names are paths within {samples.Origin}, with '/' between; a split goes with one dataset.", ExitCode.WrongUsage);
    }

    private int ClassIn(SampleTable samples, Entry entry)
    {
        if (entry.Class < 0)
            throw new FewLabelsException($"'{NameAt(entry)}' has no class in the dataset and none here", SplitRows.Place(_path, entry.Line), "Add a column 'class' to the file.", ExitCode.WrongUsage);
        for (var c = 0; c < samples.Classes.Count; c++)
        {
            if (samples.Classes[c] == _classes[entry.Class])
                return c;
        }
        throw new FewLabelsException($"'{_classes[entry.Class]}' is no class", SplitRows.Place(_path, entry.Line),
            $"Classes are: {string.Join(", ", samples.Classes.Take(50))}{NearestName.Suggest(_classes[entry.Class], samples.Classes)}.", ExitCode.WrongUsage);
    }

    // Names are not kept: the one that an error needs is read again.
    private string NameAt(Entry entry) => SplitRows.Read(_path).First(row => row.Line == entry.Line).Name;

    private static int PlaceIn(List<string> known, string? text)
    {
        if (text is null or "")
            return -1;
        var place = known.IndexOf(text);
        if (place < 0)
        {
            place = known.Count;
            known.Add(text);
        }
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
    private readonly record struct Entry(int Part, int Class, int Line);
}
