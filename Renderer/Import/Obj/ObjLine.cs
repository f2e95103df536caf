using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>One statement of an OBJ or MTL file, read word by word; what is wrong with it is said with file and line.</summary>
internal ref struct ObjLine
{
    private readonly string _path;
    private readonly int _number;
    private ReadOnlySpan<char> _rest;

    /// <param name="number">Of the line, from 1.</param>
    public ObjLine(ReadOnlySpan<char> text, string path, int number)
    {
        (_path, _number) = (path, number);
        _rest = text.TrimStart();
        Keyword = Next();
    }

    /// <summary>The first word; empty for an empty line.</summary>
    public ReadOnlySpan<char> Keyword { get; }

    public readonly string Where => $"{_path}:{_number}";

    /// <summary>All that is not read yet, such as a name with blanks in it.</summary>
    public readonly string Rest => _rest.Trim().ToString();

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next word; empty at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        var end = _rest.IndexOfAny(' ', '\t');
        var word = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..].TrimStart();
        return word;
    }

    /// <exception cref="FewLabelsException">The next word is no finite number.</exception>
    public float Number()
    {
        var word = Next();
        return TryNumber(word, out var value) ? value : throw Wrong(word.IsEmpty ? "a number is missing" : $"'{word}' is not a number");
    }

    /// <summary>The next word as a number, if there is one.</summary>
    /// <exception cref="FewLabelsException">There is a word, and it is no finite number.</exception>
    public float NumberOr(float otherwise) => AtEnd ? otherwise : Number();

    /// <summary>Reads the next word only if it is a number.</summary>
    public bool TryNext(out float value)
    {
        var ahead = this;
        if (!TryNumber(ahead.Next(), out value))
            return false;
        this = ahead;
        return true;
    }

    public readonly FewLabelsException Wrong(string how) =>
        new($"A model does not read: {how}", Where, "Mend the line, or export the model again.");

    private static bool TryNumber(ReadOnlySpan<char> word, out float value) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
}
