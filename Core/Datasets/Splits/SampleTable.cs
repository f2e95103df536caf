using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>
/// What picks and splits know of a dataset: each sample's class, its group, and a hash of its name. Some thirty bytes a sample, however
/// long the names; no pixels.
/// </summary>
public sealed class SampleTable
{
    private readonly List<UInt128> _names = [];
    private readonly List<int> _classes = [];
    private readonly List<UInt128> _groupNames = [];
    private readonly List<int>? _groups;

    private SampleTable(string origin, IReadOnlyList<string> classes, bool grouped) => (Origin, Classes, _groups) = (origin, classes, grouped ? [] : null);

    /// <summary>The dataset's path, for messages.</summary>
    public string Origin { get; }

    public IReadOnlyList<string> Classes { get; }

    public int Count => _names.Count;

    /// <summary>Are groups known? Without a rule each sample is a group of its own.</summary>
    public bool Grouped => _groups is not null;

    public int GroupCount => Grouped ? _groupNames.Count : Count;

    /// <summary>Reads the list of samples.</summary>
    /// <param name="reader">The dataset.</param>
    /// <param name="rule">What tells groups apart; null where none are known.</param>
    /// <exception cref="FewLabelsException">The dataset can't be read, two samples have one name, one has a class that is not there, or the rule fails on one.</exception>
    public static SampleTable Read(IDatasetReader reader, GroupRule? rule = null) => Of(reader.Samples(), reader.Classes, reader.Origin, rule);

    /// <summary>As <see cref="Read"/>, of some samples of a dataset.</summary>
    public static SampleTable Of(IEnumerable<DatasetSample> samples, IReadOnlyList<string> classes, string origin, GroupRule? rule = null) =>
        Of(samples.Select(sample => (sample.Name, sample.ClassId, rule?.GroupOf(sample))), classes, origin, rule is not null);

    /// <summary>From names, classes and groups themselves.</summary>
    /// <param name="grouped">Are the groups known? Then every sample has one.</param>
    /// <exception cref="FewLabelsException">Two samples have one name, or one has a class that is not there.</exception>
    public static SampleTable Of(IEnumerable<(string Name, int? ClassId, string? Group)> samples, IReadOnlyList<string> classes, string origin, bool grouped = false)
    {
        var table = new SampleTable(origin, classes, grouped);
        var (seen, groups) = (new HashSet<UInt128>(), new Dictionary<UInt128, int>());
        foreach (var (text, classId, group) in samples)
        {
            var name = KeyOf(text);
            if (!seen.Add(name))
                throw new FewLabelsException($"Two samples are called '{text}'", origin, "Give every sample a name of its own: splits go by names.");
            if (classId is { } label && (label < 0 || label >= classes.Count))
                throw DatasetErrors.NoSuchClass(text, label, classes.Count, origin);
            table._names.Add(name);
            table._classes.Add(classId ?? -1);
            if (grouped)
                table._groups!.Add(table.Number(KeyOf(group!), groups));
        }
        return table;
    }

    /// <summary>The class of a sample, a place in <see cref="Classes"/>; −1 where it has none.</summary>
    public int ClassOf(int sample) => _classes[sample];

    /// <summary>The group of a sample, from 0 to <see cref="GroupCount"/> − 1.</summary>
    public int GroupOf(int sample) => _groups?[sample] ?? sample;

    /// <summary>A hash of the sample's name.</summary>
    internal UInt128 NameOf(int sample) => _names[sample];

    /// <summary>A sample's place in random order, by its name alone: whatever else is in the dataset, it stays the same.</summary>
    internal (ulong, UInt128) OrderOf(int sample, StreamKey key) => Order(_names[sample], key);

    /// <summary>A group's place in random order, by its name alone.</summary>
    internal (ulong, UInt128) OrderOfGroup(int group, StreamKey key) => Order(Grouped ? _groupNames[group] : _names[group], key);

    /// <summary>128 bits of a text's SHA-256: names that differ have keys that differ.</summary>
    internal static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private int Number(UInt128 group, Dictionary<UInt128, int> known)
    {
        if (known.TryGetValue(group, out var number))
            return number;
        _groupNames.Add(group);
        return known[group] = known.Count;
    }

    // The hash itself settles the ties that 64 bits may have.
    private static (ulong, UInt128) Order(UInt128 name, StreamKey key) => (key.With((long)(ulong)name).Open().NextBits(), name);
}
