namespace FewLabels.Sim.Tools.Datasets;

/// <summary>Words from files, for terminals.</summary>
internal static class Printable
{
    /// <summary>The text without characters that steer a terminal.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
