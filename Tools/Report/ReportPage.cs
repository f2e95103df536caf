using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Report;

/// <summary>One page that explains runs to someone who has never seen the product.</summary>
internal static class ReportPage
{
    /// <summary>Writes the page: runs of one job with several seeds as mean ± standard deviation, other runs in sections of their own.</summary>
    /// <exception cref="FewLabelsException">The file can't be written.</exception>
    public static void Write(IReadOnlyList<RunSummary> runs, string path) => SelfContainedPage.Write(Render(runs), path, "--out");

    /// <summary>The page as text.</summary>
    public static string Render(IReadOnlyList<RunSummary> runs) => SelfContainedPage.Render(
        $"{string.Join(", ", runs.Select(run => run.Name).Distinct())} - FewLabels.Sim", ["report.css"], ["charts.js", "report.js"],
        ReportData.Json(RunSeries.Group(runs)), "fewlabels inspect");
}
