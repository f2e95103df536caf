using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Notation;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using FewLabels.Sim.Tests.Renderer.Scenarios;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers.Notation;

public sealed class SamplerReaderTests
{
    private static readonly Vector4 Ones = new(1, 1, 0, 0);

    private readonly WorkshopScenario _scenario = new();

    public static TheoryData<string, string, Sampler> Numbers => new()
    {
        { "tools.size", "0.5", new Constant(0.5f) },
        { "tools.size", "[0.5, 2]", new Uniform(0.5f, 2) },
        { "tools.size", "{ uniform: [0.5, 2] }", new Uniform(0.5f, 2) },
        { "tools.size", "{ normal: [1, 0.1] }", new Normal(1, 0.1f) },
        { "tools.size", "{ normal: { mean: 1, deviation: 0.1 } }", new Normal(1, 0.1f) },
        { "tools.size", "{ normal: { mean: 1, deviation: 0.1, reach: 4 } }", new Normal(1, 0.1f, 4) },
        { "tools.size", "{ normal: { mean: 1, deviation: 3, min: 0.5, max: 2 } }", new TruncatedNormal(1, 3, 0.5f, 2) },
        { "tools.size", "{ log-uniform: [0.1, 10] }", new LogUniform(0.1f, 10) },
        { "tools.size", "{ curve: [[1, 0], [2, 1e0], [3, 0]] }", new Curve((1, 0), (2, 1), (3, 0)) },
        { "tools.rusty", "yes", new Chance(1) },
        { "tools.rusty", "no", new Chance(0) },
        { "tools.rusty", "0.125", new Chance(0.125f) },
        { "tools.rusty", "{ yes: 1, no: 3 }", new Choice(("no", 3), ("yes", 1)) },
        { "tools.paint", "stripes", new Choice(("plain", 0), ("dots", 0), ("stripes", 1)) },
        { "tools.paint", "{ stripes: 0.3, plain: 2 }", new Choice(("plain", 2), ("dots", 0), ("stripes", 0.3f)) },
        { "tools.paint", "{ choice: { dots: 1 } }", new Choice(("plain", 0), ("dots", 1), ("stripes", 0)) },
        { "tools.weight", "{ by-class: { default: 1.5, Ankle boot: [2, 2.5] } }", new ByClass(new Constant(1.5f), (2, new Uniform(2, 2.5f))) },
        { "tools.weight", "[1, 2]", new Uniform(1, 2) },
        { "tools.size", "{ by-class: { saw: { normal: [1, 0.1] }, default: [1, 2] } }", new ByClass(new Uniform(1, 2), (1, new Normal(1, 0.1f))) },
        { "tools.rusty", "{ by-class: { default: no, hammer: 0.5 } }", new ByClass(new Chance(0), (0, new Chance(0.5f))) },
        { "tools.paint", "{ by-class: { default: plain, hammer: { dots: 1, plain: 1 } } }",
            new ByClass(new Choice(("plain", 1), ("dots", 0), ("stripes", 0)), (0, new Choice(("plain", 1), ("dots", 1), ("stripes", 0)))) },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_read_in_each_way_of_writing_it(string path, string text, Sampler expected) =>
        Assert.Equal(expected, Read(path, text));

    public static TheoryData<string, string, VectorSampler> Vectors => new()
    {
        { "tools.place", "[1, -2, 0.5]", new ConstantVector(new(1, -2, 0.5f)) },
        { "tools.place", "{ box: [[0, 0, 0], [1, 2, 3]] }", new UniformBox(new(0, 0, 0), new(1, 2, 3)) },
        { "tools.place", "{ sphere-shell: { radius: [1, 2] } }", new SphereShell(1, 2) },
        { "tools.place", "{ sphere-shell: { radius: [1, 2], elevation: [10, 80], spread: area } }", new SphereShell(1, 2, 10, 80, ShellSpread.Area) },
        { "tools.turn", "{ rotation: uniform }", new UniformRotation() },
        { "tools.turn", "[0, 0, 0, 1]", new ConstantVector(["x", "y", "z", "w"], new(0, 0, 0, 1)) },
        { "tools.shift", "[3, 4]", new ConstantVector(["x", "y"], new(3, 4, 0, 0)) },
        { "tools.shift", "{ box: [[0, 0], [1, 1]] }", new UniformBox(["x", "y"], default, Ones) },
        { "tools.shift", "{ poisson-disk: { width: 1, depth: 2, distance: 0.1 } }", new PoissonDisk(1, 2, 0.1f) },
        { "tools.spots", "{ poisson-disk: { distance: 0.25, width: 1, depth: 2 } }", new PoissonDisk(1, 2, 0.25f) },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Several_numbers_are_read_in_each_way_of_writing_them(string path, string text, VectorSampler expected) =>
        Assert.Equal(expected, SamplerReader.Read(_scenario.Vector(path), YamlText.Parse(text)));

    public static TheoryData<Sampler> NumberSamplers =>
    [
        new Constant(0.1f), new Uniform(1 / 3f, 1e-7f + 2), new Normal(1, 0.1f), new Normal(1, 1e-3f, 3.5f), new TruncatedNormal(1, 3, 0.5f, 2),
        new LogUniform(0.1f, 10), new Curve((1, 0), (1.7f, 0.33f), (1.7f, 1), (3, 0)), new ByClass(new Uniform(1, 2), (0, new Constant(3)), (2, new Normal(1, 0.1f, 2))),
    ];

    [Theory]
    [MemberData(nameof(NumberSamplers))]
    public void What_is_described_reads_back_as_the_same_number(Sampler sampler) =>
        Assert.Equal(sampler, Read("tools.size", sampler.Describe(_scenario.Classes).ToString()));

    [Fact]
    public void A_bell_that_ends_on_one_side_reads_back_where_the_other_is_open()
    {
        var parameter = new Parameter("tools", "tools", "open", new Constant(1), Allowed.Positive, "", "");
        var sampler = new TruncatedNormal(1, 3, 0, float.PositiveInfinity);
        Assert.Equal("{ normal: { mean: 1, deviation: 3, min: 0 } }", sampler.Describe([]).ToString());
        Assert.Equal(sampler, new SamplerReader([]).Read(parameter, sampler.Describe([])));
    }

    public static TheoryData<string, Sampler> ChoiceSamplers => new()
    {
        { "tools.rusty", new Chance(1) }, { "tools.rusty", new Chance(0) }, { "tools.rusty", new Chance(0.3f) },
        { "tools.rusty", new Choice(("no", 0), ("yes", 1)) }, { "tools.rusty", new ByClass(new Chance(0.1f), (1, new Chance(1))) },
        { "tools.paint", new Choice(("plain", 0.7f), ("dots", 0), ("stripes", 2)) }, { "tools.paint", new Choice(("plain", 0), ("dots", 1), ("stripes", 0)) },
        { "tools.paint", new Choice(("plain", 0), ("dots", 7), ("stripes", 0)) },
    };

    [Theory]
    [MemberData(nameof(ChoiceSamplers))]
    public void What_is_described_reads_back_as_the_same_choice(string path, Sampler sampler) =>
        Assert.Equal(sampler, Read(path, sampler.Describe(_scenario.Classes).ToString()));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void What_is_described_reads_back_as_the_same_vector(string path, string text, VectorSampler sampler)
    {
        Assert.NotEmpty(text);
        Assert.Equal(sampler, SamplerReader.Read(_scenario.Vector(path), YamlText.Parse(sampler.Describe().ToString())));
    }

    [Fact]
    public void All_that_the_garments_declare_reads_back()
    {
        var scenario = new GarmentScenario();
        var reader = new SamplerReader(scenario.Classes);
        var parameters = scenario.Parameters.Values.OfType<Parameter>().ToArray();
        Assert.True(parameters.Length > 100);
        Assert.All(parameters, parameter =>
            Assert.Equal(parameter.Sampler, reader.Read(parameter, YamlText.Parse(parameter.Sampler.Describe(scenario.Classes).ToString()))));
    }

    [Fact]
    public void Outcomes_may_have_the_names_of_kinds()
    {
        var parameter = new Parameter("r", "r", "p", new Choice(("choice", 1), ("by-class", 1)), Allowed.Any, "", "");
        var reader = new SamplerReader(["a"]);
        Assert.Equal(new Choice(("choice", 2), ("by-class", 0)), reader.Read(parameter, YamlText.Parse("{ choice: 2 }")));
        Assert.Equal(new Choice(("choice", 0), ("by-class", 2)), reader.Read(parameter, YamlText.Parse("{ by-class: 2 }")));
    }

    [Fact]
    public void Classes_have_numbers_while_their_names_are_not_known()
    {
        var scenario = new WorkshopScenario([]);
        var sampler = new ByClass(new Uniform(1, 2), (7, new Constant(3)));
        Assert.Equal("{ by-class: { default: [1, 2], 7: 3 } }", sampler.Describe(scenario.Classes).ToString());
        Assert.Equal(sampler, new SamplerReader([]).Read(scenario["tools.weight"], sampler.Describe([])));
        var error = Assert.Throws<FewLabelsException>(() => new SamplerReader([]).Read(scenario["tools.weight"], YamlText.Parse("{ by-class: { default: 1, saw: 2 } }")));
        Assert.Contains("label number", error.Remedy, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, string, string> Mistakes => new()
    {
        // parameter, text, what, where, remedy
        { "tools.size", "big", "'big' is not allowed", "tools.size", "a number, a range [least, largest], or { kind: … } with one of: uniform, normal, log-uniform, curve, by-class" },
        { "tools.size", "''", "'' is not allowed", "tools.size", "a number" },
        { "tools.size", ".inf", "'.inf' is not allowed", "tools.size", "a number" },
        { "tools.size", "NaN", "'NaN' is not allowed", "tools.size", "a number" },
        { "tools.size", "1e99", "'1e99' is not allowed", "tools.size", "a number" },
        { "tools.size", "[1, 2, 3]", "'[1, 2, 3]' is not allowed", "tools.size", "a range [least, largest]" },
        { "tools.size", "[1, x]", "'x' is not allowed", "tools.size", "Give a number" },
        { "tools.size", "[2, 1]", "'[2, 1]' is not allowed", "tools.size", "The smaller end of a range comes first: 2 is above 1." },
        { "tools.size", "{}", "'{}' is not allowed", "tools.size", "{ kind: … }" },
        { "tools.size", "{ uniform: [1, 2], normal: [1, 2] }", "is not allowed", "tools.size", "{ kind: … }" },
        { "tools.size", "{ unifrom: [1, 2] }", "'unifrom' is not known here", "tools.size", "did you mean 'uniform'?" },
        { "tools.size", "{ uniform: 3 }", "'3' is not allowed", "tools.size.uniform", "two numbers" },
        { "tools.size", "{ normal: 3 }", "'3' is not allowed", "tools.size.normal", "[mean, deviation]" },
        { "tools.size", "{ normal: [1, -1] }", "'[1, -1]' is not allowed", "tools.size.normal", "deviation must not be below 0; it is -1" },
        { "tools.size", "{ normal: { mean: 1 } }", "'deviation' is missing", "tools.size.normal", "Add 'deviation: …'" },
        { "tools.size", "{ normal: { mean: 1, deviaton: 1 } }", "'deviaton' is not known here", "tools.size.normal", "did you mean 'deviation'?" },
        { "tools.size", "{ normal: { mean: x, deviation: 1 } }", "'x' is not allowed", "tools.size.normal.mean", "a number" },
        { "tools.size", "{ normal: { mean: 1, deviation: 1, reach: 2, min: 0.5 } }", "is not allowed", "tools.size.normal", "either a reach, or min and max" },
        { "tools.size", "{ normal: { mean: 1, deviation: 1, min: 3, max: 2 } }", "is not allowed", "tools.size.normal", "3 is above 2" },
        { "tools.size", "{ normal: { mean: 1, deviation: 1, min: 0.5 } }", "gives 0.5 to Infinity", "tools.size", "0.1 to 10 m" },
        { "tools.size", "{ log-uniform: [0, 1] }", "'[0, 1]' is not allowed", "tools.size.log-uniform", "above 0" },
        { "tools.size", "{ curve: 1 }", "'1' is not allowed", "tools.size.curve", "[x, density]" },
        { "tools.size", "{ curve: [1, 2] }", "'1' is not allowed", "tools.size.curve", "[x, density]" },
        { "tools.size", "{ curve: [[1, 2]] }", "'[[1, 2]]' is not allowed", "tools.size.curve", "two points or more" },
        { "tools.size", "12", "'12' gives 12", "tools.size", "within what is allowed: 0.1 to 10 m" },
        { "tools.size", "[0, 2]", "'[0, 2]' gives 0 to 2", "tools.size", "within what is allowed: 0.1 to 10 m" },
        { "tools.wear", "[0, 2]", "'[0, 2]' gives 0 to 2", "tools.wear", "within what is allowed: 0 to 1." },
        { "tools.size", "{ by-class: { default: 1, saw: [1, 20] } }", "'[1, 20]' gives 1 to 20", "tools.size.by-class.saw", "0.1 to 10 m" },
        { "tools.size", "{ by-class: { saw: 1 } }", "'default' is missing", "tools.size.by-class", "Add" },
        { "tools.size", "{ by-class: { default: 1, swa: 1 } }", "'swa' is not known here", "tools.size.by-class", "did you mean 'saw'?" },
        { "tools.size", "{ by-class: 1 }", "is not allowed", "tools.size", "as a mapping" },
        { "tools.size", "{ by-class: { default: { by-class: { default: 1 } } } }", "is not allowed", "tools.size.by-class.default", "once, at the top" },
        { "tools.rusty", "maybe", "'maybe' is not allowed", "tools.rusty", "yes, no, or the probability of yes" },
        { "tools.rusty", "1.5", "'1.5' is not allowed", "tools.rusty", "0 to 1" },
        { "tools.rusty", "[0, 1]", "'[0, 1]' is not allowed", "tools.rusty", "yes, no, or the probability of yes" },
        { "tools.paint", "dotz", "'dotz' is not known here", "tools.paint", "Allowed: plain, dots, stripes (did you mean 'dots'?)" },
        { "tools.paint", "0.5", "'0.5' is not known here", "tools.paint", "plain, dots, stripes" },
        { "tools.paint", "[1, 2]", "'[1, 2]' is not allowed", "tools.paint", "{ plain: 1, stripes: 1 }" },
        { "tools.paint", "{ plian: 1 }", "'plian' is not known here", "tools.paint", "did you mean 'plain'?" },
        { "tools.paint", "{ plain: lots }", "'lots' is not allowed", "tools.paint.plain", "Give a weight" },
        { "tools.paint", "{ plain: -1, dots: 1 }", "is not allowed", "tools.paint", "weight of plain must not be below 0" },
        { "tools.paint", "{ choice: { plain: 0 } }", "is not allowed", "tools.paint.choice", "above 0" },
        { "tools.paint", "{ by-class: { default: { by-class: { default: plain } } } }", "is not allowed", "tools.paint.by-class.default", "once, at the top" },
        { "tools.place", "1", "'1' is not allowed", "tools.place", "[x, y, z] or { kind: … } with one of: box, sphere-shell" },
        { "tools.place", "[1, 2]", "'[1, 2]' is not allowed", "tools.place", "[x, y, z]" },
        { "tools.place", "[1, 2, far]", "'far' is not allowed", "tools.place", "a number" },
        { "tools.place", "[1, 2, 9]", "'[1, 2, 9]' gives z from 9", "tools.place", "-5 to 5 m" },
        { "tools.place", "{ ball: 1 }", "'ball' is not known here", "tools.place", "box, sphere-shell, poisson-disk, rotation" },
        { "tools.place", "{ sphere-shel: { radius: [1, 2] } }", "'sphere-shel' is not known here", "tools.place", "did you mean 'sphere-shell'?" },
        { "tools.place", "{ sphere-shell: [1, 2] }", "'[1, 2]' is not allowed", "tools.place.sphere-shell", "mapping of: radius, elevation, spread" },
        { "tools.place", "{ sphere-shell: { elevation: [1, 2] } }", "'radius' is missing", "tools.place.sphere-shell", "radius" },
        { "tools.place", "{ sphere-shell: { radius: 2 } }", "'2' is not allowed", "tools.place.sphere-shell.radius", "[inner, outer]" },
        { "tools.place", "{ sphere-shell: { radius: [2, 1] } }", "is not allowed", "tools.place.sphere-shell", "2 is above 1" },
        { "tools.place", "{ sphere-shell: { radius: [1, 2], elevation: [0, 100] } }", "is not allowed", "tools.place.sphere-shell", "from -90 to 90" },
        { "tools.place", "{ sphere-shell: { radius: [1, 2], spread: wide } }", "'wide' is not allowed", "tools.place.sphere-shell.spread", "volume or area" },
        { "tools.place", "{ sphere-shell: { radius: [1, 6] } }", "gives x from -6 to 6", "tools.place", "-5 to 5 m" },
        { "tools.place", "{ box: [[0, 0], [1, 1]] }", "'[0, 0]' is not allowed", "tools.place.box", "two corners" },
        { "tools.place", "{ box: [0, 1, 2] }", "'[0, 1, 2]' is not allowed", "tools.place.box", "two corners" },
        { "tools.place", "{ box: [[1, 0, 0], [0, 1, 1]] }", "is not allowed", "tools.place.box", "box's x comes first: 1 is above 0" },
        { "tools.place", "{ rotation: uniform }", "is not allowed", "tools.place", "It gives x, y, z, w, and tools.place is x, y, z" },
        { "tools.turn", "{ rotation: some }", "'some' is not allowed", "tools.turn.rotation", "Give uniform" },
        { "tools.turn", "[1, 1, 1, 1]", "'[1, 1, 1, 1]' is not allowed", "tools.turn", "unit quaternion" },
        { "tools.turn", "{ box: [[0, 0, 0, 0], [1, 1, 1, 1]] }", "is not allowed", "tools.turn.box", "no distribution of rotations" },
        { "tools.spots", "[0, 0]", "'[0, 0]' is not allowed", "tools.spots", "must keep their distance" },
        { "tools.spots", "{ poisson-disk: { width: 1, depth: 1 } }", "'distance' is missing", "tools.spots.poisson-disk", "distance" },
        { "tools.spots", "{ poisson-disk: { width: 1, depth: 1, distance: 0 } }", "is not allowed", "tools.spots.poisson-disk", "above 0" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_where_it_stands_with_what_is_allowed(string path, string text, string what, string where, string remedy)
    {
        var error = Assert.Throws<FewLabelsException>(() => _scenario.Set(path, YamlText.Parse(text)));
        Assert.Contains(what, error.What, StringComparison.Ordinal);
        Assert.Equal(where, error.Where);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
    }

    [Fact]
    public void A_long_text_is_cut_in_messages()
    {
        var text = $"[{string.Join(", ", Enumerable.Range(0, 200))}]";
        Assert.InRange(Assert.Throws<FewLabelsException>(() => Read("tools.size", text)).What.Length, 50, 100);
    }

    private Sampler Read(string path, string text) => new SamplerReader(_scenario.Classes).Read(_scenario[path], YamlText.Parse(text));
}
