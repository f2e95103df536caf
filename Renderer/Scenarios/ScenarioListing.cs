using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios;

/// <summary>All that a person can set of a scenario, as it is now, randomizer by randomizer in the order in which they run.</summary>
public sealed record ScenarioListing(string Scenario, IReadOnlyList<RandomizerListing> Randomizers)
{
    public static ScenarioListing Of(Scenario scenario) => new(scenario.Name, [.. scenario.Randomizers.Select(randomizer => new RandomizerListing(
        randomizer.Name,
        randomizer.SwitchPath,
        randomizer.Enabled,
        [.. randomizer.Settings.Select(setting => new SettingListing(setting.Path, setting.Value, setting.About))],
        [.. randomizer.Parameters.Select(parameter => Of(parameter, scenario.Classes))]))]);

    private static ParameterListing Of(IParameter parameter, IReadOnlyList<string> classes) => parameter switch
    {
        Parameter number => new(
            number.Path, number.Sampler.Describe(classes), number.Sampler.Choices is null ? number.Allowed : null, number.Sampler.Choices ?? [], [], number.Unit, number.About),
        VectorParameter vector => new(
            vector.Path, vector.Sampler.Describe(), vector.Allowed, [], vector.Sampler.Components, vector.Unit, vector.About),
        _ => throw new ArgumentException($"{parameter.Path} is neither one number nor several.", nameof(parameter)),
    };
}

/// <summary>A randomizer: its switch, settings and parameters.</summary>
/// <param name="SwitchPath"><c>name.enabled</c>, which takes yes or no.</param>
public sealed record RandomizerListing(
    string Name, string SwitchPath, bool Enabled, IReadOnlyList<SettingListing> Settings, IReadOnlyList<ParameterListing> Parameters);

/// <summary>A setting and its value.</summary>
public sealed record SettingListing(string Path, string Value, string About);

/// <summary>A parameter and its distribution.</summary>
/// <param name="Distribution">As it can be set again: its <c>ToString</c> is the value of <c>--set</c>.</param>
/// <param name="Allowed">What a number may be; null for choices.</param>
/// <param name="Choices">The names of outcomes; empty for numbers.</param>
/// <param name="Components">The names of a vector's numbers; empty for one number.</param>
public sealed record ParameterListing(
    string Path, SamplerText Distribution, Allowed? Allowed, IReadOnlyList<string> Choices, IReadOnlyList<string> Components, string Unit, string About);
