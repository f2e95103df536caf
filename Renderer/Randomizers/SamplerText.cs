using System.Globalization;
using System.Text;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// A distribution as people write it: a word, a list or a mapping, such as a YAML parser gives them. It knows no parser;
/// whoever has one makes this tree of its nodes.
/// </summary>
public abstract record SamplerText
{
    private protected SamplerText()
    {
    }

    /// <summary>A number, in the fewest digits that read back to it.</summary>
    public static SamplerWord Of(float number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A list of numbers.</summary>
    public static SamplerList Of(params ReadOnlySpan<float> numbers)
    {
        var items = new SamplerText[numbers.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Of(numbers[i]);
        return new(items);
    }

    /// <summary>A mapping of one key: <c>{ kind: argument }</c>.</summary>
    public static SamplerMapping Of(string kind, SamplerText argument) => new((kind, argument));

    /// <summary>One line of YAML that parses to the same tree.</summary>
    public sealed override string ToString()
    {
        var line = new StringBuilder();
        Write(line);
        return line.ToString();
    }

    internal abstract void Write(StringBuilder line);
}

/// <summary>A number, a name, a yes or no.</summary>
public sealed record SamplerWord(string Text) : SamplerText
{
    /// <summary>What means something to YAML wherever it stands in a plain word.</summary>
    private const string Marks = ",[]{}#&*!|>'\"%@`:?\\";

    internal override void Write(StringBuilder line) => WriteWord(line, Text);

    internal static void WriteWord(StringBuilder line, string word)
    {
        if (IsPlain(word))
        {
            line.Append(word);
            return;
        }
        line.Append('"');
        foreach (var letter in word)
        {
            if (letter is '"' or '\\')
                line.Append('\\').Append(letter);
            else if (char.IsControl(letter))
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                line.Append(letter);
        }
        line.Append('"');
    }

    // A first hyphen may begin a list item or a document, and three dots end one; a number's sign does neither.
    private static bool IsPlain(string word) =>
        word.Length > 0 && !char.IsWhiteSpace(word[0]) && !char.IsWhiteSpace(word[^1])
        && (word[0] != '-' || (word.Length > 1 && char.IsAsciiDigit(word[1]))) && !word.StartsWith("...", StringComparison.Ordinal)
        && !word.Any(letter => char.IsControl(letter) || Marks.Contains(letter, StringComparison.Ordinal));
}

/// <summary><c>[first, second, …]</c></summary>
public sealed record SamplerList(params IReadOnlyList<SamplerText> Items) : SamplerText
{
    public bool Equals(SamplerList? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(Items.Count, HashCode.Combine);

    internal override void Write(StringBuilder line)
    {
        line.Append('[');
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0)
                line.Append(", ");
            Items[i].Write(line);
        }
        line.Append(']');
    }
}

/// <summary><c>{ key: value, … }</c>, in the writer's order.</summary>
public sealed record SamplerMapping : SamplerText
{
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public SamplerMapping(params IReadOnlyList<(string Key, SamplerText Value)> entries)
    {
        if (entries.Select(entry => entry.Key).Distinct().Count() != entries.Count)
            throw new ArgumentException("A key stands twice in a mapping.", nameof(entries));
        Entries = entries;
    }

    public IReadOnlyList<(string Key, SamplerText Value)> Entries { get; }

    public bool Equals(SamplerMapping? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Aggregate(Entries.Count, HashCode.Combine);

    internal override void Write(StringBuilder line)
    {
        if (Entries.Count == 0)
        {
            line.Append("{}");
            return;
        }
        var separator = "{ ";
        foreach (var (key, value) in Entries)
        {
            SamplerWord.WriteWord(line.Append(separator), key);
            value.Write(line.Append(": "));
            separator = ", ";
        }
        line.Append(" }");
    }
}
