using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Tests.Renderer.Randomizers.Notation;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios;

public sealed class ScenarioChangeTests
{
    private readonly WorkshopScenario _scenario = new();

    [Fact]
    public void A_path_leads_to_a_parameter_a_setting_or_a_switch()
    {
        Set("tools.size", "[3, 4]");
        Set("tools.place", "[1, 2, 3]");
        Set("tools.folder", "/data/more shapes");
        Set("wall.enabled", "no");
        Assert.Equal(new Uniform(3, 4), _scenario["tools.size"].Sampler);
        Assert.Equal(new ConstantVector(new(1, 2, 3)), _scenario.Vector("tools.place").Sampler);
        Assert.Equal("/data/more shapes", _scenario.Settings["tools.folder"].Value);
        Assert.Equal([true, false], _scenario.Randomizers.Select(randomizer => randomizer.Enabled));
        Set("wall.enabled", "yes");
        Assert.All(_scenario.Randomizers, randomizer => Assert.True(randomizer.Enabled));
    }

    [Fact]
    public void What_is_set_is_what_images_draw_in_the_same_columns()
    {
        var columns = _scenario.Columns.ToArray();
        Set("tools.size", "7");
        Set("tools.paint", "{ by-class: { default: stripes, saw: dots } }");
        Set("tools.place", "[1, 2, 3]");
        Set("wall.enabled", "no");
        Assert.Equal(columns, _scenario.Columns);
        for (var index = 0; index < 12; index++)
        {
            var draws = Build(index);
            Assert.Equal(7, draws["tools.size"]);
            Assert.Equal(_scenario.ClassOf(1, index) == 1 ? 1 : 2, draws["tools.paint"]);
            Assert.Equal((1, 2, 3), (draws["tools.place.x"], draws["tools.place.y"], draws["tools.place.z"]));
            Assert.True(float.IsNaN(draws["wall.grey"]));
        }
    }

    [Fact]
    public void Switches_and_settings_come_before_parameters_and_the_last_of_a_path_holds()
    {
        // The parameter's text is wrong, so what comes after it would not be reached.
        var error = Assert.Throws<FewLabelsException>(() => _scenario.Set(
        [
            new("tools.size", new SamplerWord("huge")), new("tools.folder", new SamplerWord("first")),
            new("wall.enabled", new SamplerWord("no")), new("tools.folder", new SamplerWord("second")),
        ]));
        Assert.Equal("tools.size", error.Where);
        Assert.Equal("second", _scenario.Settings["tools.folder"].Value);
        Assert.False(_scenario.Randomizers[1].Enabled);
        _scenario.Set([new("tools.size", SamplerText.Of(1)), new("tools.size", SamplerText.Of(2))]);
        Assert.Equal(new Constant(2), _scenario["tools.size"].Sampler);
    }

    [Theory]
    [InlineData("tools.siez", "Did you mean 'tools.size'?")]
    [InlineData("tool.size", "Did you mean 'tools.size'?")]
    [InlineData("tools.foldr", "Did you mean 'tools.folder'?")]
    [InlineData("wall.enable", "Did you mean 'wall.enabled'?")]
    [InlineData("wall.colour-of-the-bricks", "Allowed: wall.grey, wall.enabled.")]
    [InlineData("weather", "Allowed: tools.…, wall.….")]
    public void An_unknown_path_is_refused_with_the_nearest_or_with_all_that_there_are(string path, string remedy)
    {
        var error = Assert.Throws<FewLabelsException>(() => Set(path, "1"));
        Assert.Contains($"'{path}'", error.What, StringComparison.Ordinal);
        Assert.Equal(remedy, error.Remedy);
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
    }

    [Theory]
    [InlineData("tools.folder", "[a, b]", "one word")]
    [InlineData("wall.enabled", "maybe", "yes or no")]
    [InlineData("wall.enabled", "0.5", "yes or no")]
    [InlineData("wall.enabled", "[yes]", "yes or no")]
    public void Settings_and_switches_refuse_what_they_cant_be(string path, string text, string remedy)
    {
        var error = Assert.Throws<FewLabelsException>(() => Set(path, text));
        Assert.Equal(path, error.Where);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_says_where_the_text_came_from()
    {
        var error = Assert.Throws<FewLabelsException>(() => _scenario.Set("tools.size", SamplerText.Of(99), "job.yaml, line 7"));
        Assert.Equal("job.yaml, line 7: tools.size", error.Where);
        error = Assert.Throws<FewLabelsException>(() => _scenario.Set("tools.what", SamplerText.Of(99), "job.yaml, line 8"));
        Assert.Equal("job.yaml, line 8", error.Where);
    }

    [Fact]
    public void A_listing_shows_everything_and_can_be_set_again()
    {
        Set("tools.paint", "dots");
        Set("tools.turn", "[0, 1, 0, 0]");
        Set("tools.folder", "elsewhere");
        Set("wall.enabled", "no");
        var listing = ScenarioListing.Of(_scenario);
        Assert.Equal([("tools", true), ("wall", false)], listing.Randomizers.Select(randomizer => (randomizer.Name, randomizer.Enabled)));
        Assert.Equal(_scenario.Parameters.Keys, listing.Randomizers.SelectMany(randomizer => randomizer.Parameters).Select(parameter => parameter.Path));

        var other = new WorkshopScenario();
        foreach (var randomizer in listing.Randomizers)
        {
            other.Set(randomizer.SwitchPath, new SamplerWord(randomizer.Enabled ? "yes" : "no"));
            foreach (var setting in randomizer.Settings)
                other.Set(setting.Path, YamlText.Parse(setting.Value));
            foreach (var parameter in randomizer.Parameters)
                other.Set(parameter.Path, YamlText.Parse(parameter.Distribution.ToString()));
        }
        Assert.Equal(ScenarioListing.Of(_scenario).ToString(), listing.ToString());
        Assert.Equal(Lines(listing), Lines(ScenarioListing.Of(other)));
    }

    [Fact]
    public void A_listing_says_what_is_allowed_in_which_unit_and_what_it_means()
    {
        var tools = ScenarioListing.Of(_scenario).Randomizers[0];
        Assert.Equal(new("tools.folder", "shapes", "a folder of shapes"), Assert.Single(tools.Settings));
        var size = tools.Parameters[0];
        Assert.Equal(("tools.size", "[1, 2]", "m", "length of the handle"), (size.Path, size.Distribution.ToString(), size.Unit, size.About));
        Assert.Equal(new Allowed(0.1f, 10), size.Allowed);
        var paint = tools.Parameters.Single(parameter => parameter.Path == "tools.paint");
        Assert.Equal(["plain", "dots", "stripes"], paint.Choices);
        Assert.Null(paint.Allowed);
        Assert.Equal("{ plain: 0.7, dots: 0.2, stripes: 0.1 }", paint.Distribution.ToString());
        var place = tools.Parameters.Single(parameter => parameter.Path == "tools.place");
        Assert.Equal(["x", "y", "z"], place.Components);
        Assert.Equal("{ sphere-shell: { radius: [1, 3] } }", place.Distribution.ToString());
        Assert.Equal("{ by-class: { default: [1, 2], Ankle boot: [2, 3] } }", tools.Parameters.Single(p => p.Path == "tools.weight").Distribution.ToString());
    }

    [Fact]
    public void Code_that_sets_a_sampler_is_held_to_the_same_rules()
    {
        Assert.Contains("0.1 to 10", Assert.Throws<ArgumentException>(() => _scenario["tools.size"].Sampler = new Uniform(0, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _scenario["tools.paint"].Sampler = new Choice(("plain", 1)));
        Assert.Throws<ArgumentException>(() => _scenario.Vector("tools.place").Sampler = new SphereShell(1, 6));
        Assert.Throws<ArgumentException>(() => _scenario.Vector("tools.place").Sampler = new UniformRotation());
        Assert.Throws<ArgumentException>(() => _scenario.Vector("tools.spots").Sampler = new ConstantVector(["x", "y"], default));
    }

    [Theory]
    [InlineData("size")]
    [InlineData("folder")]
    [InlineData("enabled")]
    public void A_randomizer_may_use_a_path_once_only(string name) =>
        Assert.Contains("declared twice", Assert.Throws<ArgumentException>(() => new Twice(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_default_outside_of_its_own_range_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Twice("other", new Uniform(0, 2)));

    private void Set(string path, string text) => _scenario.Set(path, YamlText.Parse(text));

    private Dictionary<string, float> Build(long index)
    {
        var draws = new float[_scenario.Columns.Count];
        _scenario.Build(new Iteration(new Scene()), 1, index, draws);
        return _scenario.Columns.Zip(draws).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    private static IEnumerable<string> Lines(ScenarioListing listing) => listing.Randomizers.SelectMany(randomizer => (string[])
    [
        $"{randomizer.SwitchPath}={randomizer.Enabled}",
        .. randomizer.Settings.Select(setting => $"{setting.Path}={setting.Value}"),
        .. randomizer.Parameters.Select(parameter => $"{parameter.Path}={parameter.Distribution}"),
    ]);

    private sealed class Twice : Randomizer
    {
        public Twice(string name, Sampler? sampler = null)
            : base("twice")
        {
            Setting("folder", "", "");
            Declare("size", 0, 1);
            Declare(name, sampler ?? new Constant(0.5f), allowed: Allowed.Share);
        }

        public override void OnIterationStart(Iteration iteration)
        {
        }
    }
}
