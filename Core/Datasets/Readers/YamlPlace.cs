using FewLabels.Sim.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A value in a small YAML file with its line: a word, a list or a map.</summary>
internal sealed class YamlPlace
{
    private const int MostBytes = 4 << 20;
    private const int MostLevels = 8;

    private readonly string _file;
    private readonly long _line;

    private YamlPlace(string file, string key, long line, string? word = null, IReadOnlyList<YamlPlace>? items = null, IReadOnlyList<(string, YamlPlace)>? members = null) =>
        (_file, Key, _line, Word, Items, Members) = (file, key, line, word, items, members);

    public string Key { get; }

    /// <summary>The words of a scalar; null for a list or a map.</summary>
    public string? Word { get; }

    public IReadOnlyList<YamlPlace>? Items { get; }

    public IReadOnlyList<(string Name, YamlPlace Value)>? Members { get; }

    /// <summary>Reads a file's first document. Aliases are refused: a few of them can stand for more than memory holds.</summary>
    /// <exception cref="FewLabelsException">It is no YAML, or nested too deep.</exception>
    public static YamlPlace Open(string path)
    {
        var text = System.Text.Encoding.UTF8.GetString(DatasetFiles.Read(path, MostBytes));
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw DatasetErrors.Bad(path, "the file", "empty", "a map of keys");
            return Read(parser, path, "the file", 0);
        }
        catch (YamlException error)
        {
            throw new FewLabelsException("The file is no valid YAML", $"{path}, line {error.Start.Line}", $"Expected: keys with values ({DatasetErrors.Show(error.Message)}).", cause: error);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException or KeyNotFoundException)
        {
            // The library has these for some texts that end too early.
            throw new FewLabelsException("The file is no valid YAML", path, "Expected: keys with values.", cause: error);
        }
    }

    public YamlPlace? Find(string name) => Members is null ? throw Wrong("a map of keys") : Members.FirstOrDefault(member => member.Name == name).Value;

    /// <summary>The words of a list, or the one word.</summary>
    public IReadOnlyList<YamlPlace> Words() => Word is not null ? [this] : Items is not null && Items.All(item => item.Word is not null) ? Items : throw Wrong("a word or a list of words");

    public FewLabelsException Wrong(string expected) => DatasetErrors.Bad($"{_file}, line {_line}", Key, Word is not null ? $"'{Word}'" : Items is not null ? "a list" : "a map", expected);

    private static YamlPlace Read(Parser parser, string file, string key, int level)
    {
        var line = parser.Current?.Start.Line ?? 0;
        if (level > MostLevels)
            throw DatasetErrors.Bad($"{file}, line {line}", key, $"nested more than {MostLevels} deep", "a value");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new(file, key, line, word: scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlPlace>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Read(parser, file, $"{key}[{items.Count}]", level + 1));
            return new(file, key, line, items: items);
        }
        if (!parser.TryConsume<MappingStart>(out _))
            throw DatasetErrors.Bad($"{file}, line {line}", key, "an alias", "a value written out");
        var members = new List<(string, YamlPlace)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
                throw DatasetErrors.Bad($"{file}, line {parser.Current?.Start.Line}", key, "a map with a key that is no word", "words as keys");
            members.Add((name.Value, Read(parser, file, level == 0 ? name.Value : $"{key}.{name.Value}", level + 1)));
        }
        return new(file, key, line, members: members);
    }
}
