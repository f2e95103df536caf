using System.Globalization;
using System.Text.RegularExpressions;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>
/// Which samples belong together: frames of one track, photos of one scene, pictures of one object. They look alike, so they must
/// never stand on both sides of a split.
/// </summary>
public sealed class GroupRule
{
    private const string SequenceWord = "sequence";
    private const string ColumnPrefix = "column:";

    /// <summary>Far more than a pattern needs on a path; a pattern that backtracks for ever is stopped here.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    private const int LongestPattern = 1000;

    private readonly Func<DatasetSample, string> _groupOf;

    private GroupRule(string text, Func<DatasetSample, string> groupOf) => (Text, _groupOf) = (text, groupOf);

    /// <summary>What a rule may be, for messages.</summary>
    public static string Forms => "A group is a regular expression on the sample's name such as '(\\d+)_', 'column:NAME', or 'sequence'.";

    /// <summary>The rule as it was written.</summary>
    public string Text { get; }

    /// <summary>
    /// From <c>sequence</c> (the dataset's own sequences), <c>column:NAME</c> (a column of the dataset's table), or a regular expression
    /// on the sample's name: the groups are told apart by what its brackets catch, or by the whole match where it has none.
    /// </summary>
    /// <param name="text">The rule.</param>
    /// <param name="where">Where it stands, for messages.</param>
    /// <exception cref="FewLabelsException">It is none of these.</exception>
    public static GroupRule Parse(string text, string where)
    {
        if (text == SequenceWord)
            return new(text, sample => sample.Index.ToString(CultureInfo.InvariantCulture));
        if (text.StartsWith(ColumnPrefix, StringComparison.Ordinal))
            return text.Length > ColumnPrefix.Length ? OfColumn(text, text[ColumnPrefix.Length..])
                : throw new FewLabelsException("The column of the groups has no name", where, "Write column:NAME.", ExitCode.WrongUsage);
        if (text.Length is 0 or > LongestPattern)
            throw new FewLabelsException($"A rule of {text.Length} characters is no rule for groups", where, Forms, ExitCode.WrongUsage);
        return OfPattern(text, Compile(text, where));
    }

    /// <summary>The sample's group.</summary>
    /// <exception cref="FewLabelsException">The rule says nothing of this sample, or takes too long over it.</exception>
    public string GroupOf(DatasetSample sample) => _groupOf(sample);

    private static GroupRule OfColumn(string text, string name) => new(text, sample => sample.Column(name)
        ?? throw new FewLabelsException($"Nothing stands in the column '{name}' that tells groups apart", sample.Name,
            "Choose a column that every sample has; CSV datasets have those of their table, folders the members of a line of metadata.jsonl, COCO those of an image."));

    private static GroupRule OfPattern(string text, Regex pattern) => new(text, sample =>
    {
        Match match;
        try
        {
            match = pattern.Match(sample.Name);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new FewLabelsException($"The pattern '{text}' takes more than {MostTime.TotalSeconds:F0} s on a name", sample.Name,
                "Write it without nested repetitions such as (a+)+.", ExitCode.WrongUsage, error);
        }
        if (!match.Success)
            throw new FewLabelsException($"A sample's name does not match the groups' pattern '{text}'", sample.Name,
                "Widen the pattern: a sample without a group could stand on the other side of its own twin.", ExitCode.WrongUsage);
        // A control character between, so that (1)(23) is not (12)(3).
        return match.Groups.Count == 1 ? match.Value : string.Join('\u001F', match.Groups.Values.Skip(1).Select(group => group.Value));
    });

    private static Regex Compile(string text, string where)
    {
        try
        {
            // Without backtracking time is linear in the name's length, but look-around and back-references are not to be had.
            return new(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MostTime);
        }
        catch (NotSupportedException)
        {
            return new(text, RegexOptions.CultureInvariant, MostTime);
        }
        catch (ArgumentException error)
        {
            throw new FewLabelsException($"'{text}' is no regular expression: {error.Message}", where, Forms, ExitCode.WrongUsage, error);
        }
    }
}
