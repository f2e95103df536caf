using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Notation;

namespace FewLabels.Sim.Renderer.Scenarios;

/// <summary>One thing that a person sets: a parameter's distribution, a setting, or a randomizer's switch.</summary>
/// <param name="Path"><c>randomizer.parameter</c>, <c>randomizer.setting</c> or <c>randomizer.enabled</c>.</param>
/// <param name="Value">A distribution, a word, or yes or no.</param>
/// <param name="Origin">The file and line, or the option, for messages.</param>
public sealed record ScenarioChange(string Path, SamplerText Value, string? Origin = null)
{
    private Site Site => new(Path, Origin);

    internal bool IsParameter(Scenario scenario) => scenario.Parameters.ContainsKey(Path);

    /// <exception cref="FewLabelsException">There is nothing of this path, or the value does not fit it.</exception>
    internal void Apply(Scenario scenario)
    {
        switch (scenario.Parameters.GetValueOrDefault(Path))
        {
            case Parameter number:
                number.Sampler = new SamplerReader(scenario.Classes).Read(number, Value, Origin);
                return;
            case VectorParameter vector:
                vector.Sampler = SamplerReader.Read(vector, Value, Origin);
                return;
        }
        if (scenario.Settings.TryGetValue(Path, out var setting))
            setting.Value = Value is SamplerWord word ? word.Text : throw Site.Wrong(Value, "Give one word; a setting has no distribution.");
        else if (scenario.Randomizers.FirstOrDefault(randomizer => randomizer.SwitchPath == Path) is { } randomizer)
            randomizer.Enabled = Value is SamplerWord { Text: "yes" or "no" } answer ? answer.Text == "yes" : throw Site.Wrong(Value, "Give yes or no.");
        else
            throw Unknown(scenario);
    }

    private FewLabelsException Unknown(Scenario scenario)
    {
        string[] paths = [.. scenario.Parameters.Keys, .. scenario.Settings.Keys, .. scenario.Randomizers.Select(randomizer => randomizer.SwitchPath)];
        var owner = Path.Split('.')[0];
        string[] below = [.. paths.Where(path => path.StartsWith($"{owner}.", StringComparison.Ordinal))];
        var nearest = NearestName.Of(Path, below.Length > 0 ? below : paths);
        var known = below.Length > 0 ? below : [.. scenario.Randomizers.Select(randomizer => $"{randomizer.Name}.…")];
        return new(
            $"The scenario '{scenario.Name}' has no '{Path}'", Origin ?? Path,
            nearest is null ? $"Allowed: {string.Join(", ", known)}." : $"Did you mean '{nearest}'?", ExitCode.WrongUsage);
    }
}
