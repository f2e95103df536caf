using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Renderer.Scenarios.Dice;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using FewLabels.Sim.Renderer.Scenarios.Glyphs;
using FewLabels.Sim.Renderer.Scenarios.Pictures;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The scenarios that jobs and <c>fewlabels render</c> know by name.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<string> Names { get; } = ["dice", "garments", "glyphs", "handwriting", "pictures"];

    public static Scenario Create(string name) => name switch
    {
        "dice" => new DiceScenario(),
        "garments" => new GarmentScenario(),
        "glyphs" => new GlyphScenario(),
        "handwriting" => GlyphScenario.Handwriting(),
        "pictures" => new PictureScenario(),
        _ => throw new ArgumentException($"No scenario is called '{name}'."),
    };
}
