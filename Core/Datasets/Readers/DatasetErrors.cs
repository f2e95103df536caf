using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>What readers say of a file that is not as its format has it: the place, what was found, what was expected.</summary>
internal static class DatasetErrors
{
    private const int MostShown = 80;

    /// <param name="file">The file, with its line where it has lines.</param>
    /// <param name="key">The key, column or member.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should, as the end of a sentence.</param>
    public static FewLabelsException Bad(string file, string key, string found, string expected, Exception? cause = null) =>
        new($"{Show(key)} is {Show(found)}", file, $"Expected: {expected}.", cause: cause);

    public static FewLabelsException Missing(string file, string what, string expected, Exception? cause = null) =>
        new($"{Show(what)} is missing", file, $"Expected: {expected}.", cause: cause);

    /// <param name="sample">Its name.</param>
    /// <param name="label">Its class, by the reader.</param>
    /// <param name="classes">How many the reader has.</param>
    /// <param name="origin">The dataset.</param>
    public static FewLabelsException NoSuchClass(string sample, int label, int classes, string origin) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{Show(sample)}' has the label {label} and there are {classes} classes, 0 to {classes - 1}"), origin, "Labels are places in the list of classes: mend the dataset's labels or its list.");

    /// <summary>Words from a file as they may stand in a message: short and without control characters.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostShown)))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Length > MostShown ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>Reads files, and says it in our words when that fails.</summary>
    public static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FewLabelsException("A dataset's file is missing", file, "Check the path, or fetch the dataset again.", cause: error);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new FewLabelsException($"A dataset's file is cut off or damaged: {Show(error.Message.TrimEnd('.'))}", file, "Fetch it again.", cause: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"A dataset's file can't be read: {Show(error.Message.Split(" : '")[0].TrimEnd('.'))}", file, "Check the path and who may read it.", cause: error);
        }
    }
}
