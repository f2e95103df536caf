using System.Text.Encodings.Web;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Tools.Commands;
using Spectre.Console;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>All that can be set of a scenario, for <c>--list</c>.</summary>
internal static class ScenarioList
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Scenario scenario, Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("path", "value", "unit", "allowed", "about");
        foreach (var line in Lines(scenario))
            table.AddRow(new[] { line.Path, line.Value, line.Unit, line.Allowed, line.About }.Select(Markup.Escape).ToArray());
        terminal.Tables().Write(table);
    }

    public static void WriteJson(Scenario scenario, Terminal terminal) =>
        terminal.Output.WriteLine(JsonSerializer.Serialize(new { Scenario = scenario.Name, Parameters = Lines(scenario) }, Readable));

    /// <summary>The same without words about it: every path with its value, for a dataset's card.</summary>
    public static IEnumerable<PlannedValue> Values(Scenario scenario) => Lines(scenario).Select(line => new PlannedValue(line.Path, line.Value));

    private static IEnumerable<ParameterLine> Lines(Scenario scenario)
    {
        foreach (var randomizer in ScenarioListing.Of(scenario).Randomizers)
        {
            yield return new(randomizer.SwitchPath, randomizer.Enabled ? "yes" : "no", "", "yes, no", "draws and changes nothing when it is off");
            foreach (var setting in randomizer.Settings)
                yield return new(setting.Path, setting.Value, "", "", setting.About);
            foreach (var parameter in randomizer.Parameters)
                yield return new(parameter.Path, parameter.Distribution.ToString(), parameter.Unit, Range(parameter), parameter.About);
        }
    }

    private static string Range(ParameterListing parameter) => parameter switch
    {
        { Choices.Count: > 0 } => string.Join(", ", parameter.Choices),
        { Allowed: null } => "",
        { Allowed: { } allowed } when allowed == Allowed.Any => "",
        { Allowed: { } allowed } when float.IsPositiveInfinity(allowed.Max) => FormattableString.Invariant($"{allowed.Min} or more"),
        { Allowed: { } allowed } => FormattableString.Invariant($"{allowed.Min} to {allowed.Max}"),
    };

    /// <summary>One thing that <c>--set</c> takes.</summary>
    private sealed record ParameterLine(string Path, string Value, string Unit, string Allowed, string About);
}
