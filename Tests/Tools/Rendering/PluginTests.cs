using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Plugins;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Rendering;

/// <summary>Scenarios of a user's own, from the template to the dataset, and what is said when something is wrong with them.</summary>
public sealed class PluginTests(PluginProject project) : IClassFixture<PluginProject>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "data");

    [Fact]
    public void The_templates_project_builds_and_renders()
    {
        var (code, _, errors) = Command.Of("render", "toy-cars", "--plugin", project.Toy, "--count", "20", "--out", Out, "--set", "shape.turn=0.25").Run();
        Assert.True(code == 0, errors);
        var rows = File.ReadAllLines(Path.Combine(Out, "metadata.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(20, rows.Length);
        Assert.All(rows, row => Assert.Equal(["shape.radius", "shape.turn", "shape.grey", "shape.distance"], row.GetProperty("draws").EnumerateObject().Select(draw => draw.Name)));
        Assert.All(rows, row => Assert.Equal(0.25, row.GetProperty("draws").GetProperty("shape.turn").GetDouble()));
        // Each image shows its shape.
        Assert.All(rows, row => Assert.Equal(1, row.GetProperty("boxes").GetArrayLength()));
        Assert.Equal(10, Directory.GetFiles(Path.Combine(Out, "triangle")).Length);
    }

    [Fact]
    public void A_job_renders_a_plug_ins_scenario()
    {
        var job = JobReader.Read(YamlTree.Parse($$"""
            name: toys
            source: { render: toy-cars, plugins: [{{project.Toy}}], set: { shape: { radius: [0.1, 0.2] } } }
            target: { folder: /photos }
            test: { folder: /photos }
            stages: [train: { objectives: [supervised] }]
            """, "job.yaml"));
        var scenario = job.Source.Scenario!.Create();
        Assert.Equal("ToyCars.ToyCars", scenario.GetType().FullName);
        Assert.Equal(["square", "triangle"], scenario.Classes);
        var first = Assert.Throws<FewLabelsException>(() => JobReader.Read(YamlTree.Parse($$"""
            name: toys
            source: { render: toy-cats, plugins: [{{project.Toy}}] }
            target: { folder: /photos }
            test: { folder: /photos }
            stages: [train: { objectives: [supervised] }]
            """, "job.yaml")));
        Assert.Contains("toy-cars", first.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Augmentation_is_looked_at_on_a_plug_ins_scenario()
    {
        var sheet = Path.Combine(_folder, "views.png");
        var (code, _, errors) = Command.Of("augment", "toy-cars", "--plugin", project.Toy, "--preview", sheet, "--recipe", "cutout", "--count", "3", "--views", "2", "--size", "32", "--channels", "1").Run();
        Assert.True(code == 0, errors);
        var written = ImageCodec.ReadRgba(sheet);
        // A caption and three rows; a column for the image and for each of its views.
        Assert.Equal((3 * (96 + 6), 20 + 3 * (96 + 6)), (written.Width, written.Height));
        (code, _, errors) = Command.Of("augment", "toy-cats", "--plugin", project.Toy, "--preview", sheet, "--recipe", "cutout").Run();
        Assert.Equal(2, code);
        Assert.Contains("did you mean 'toy-cars'", errors, StringComparison.Ordinal);
        (code, _, errors) = Command.Of("augment", "toy-cars", "--preview", sheet, "--recipe", "cutout").Run();
        Assert.Equal(2, code);
        Assert.Contains("--plugin", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_in_brings_its_scenarios_and_labelers_and_shares_our_types()
    {
        var plugin = Plugin.Load(project.Toy);
        Assert.Equal(["never", "sometimes", "toy-cars"], plugin.ScenarioNames.Order(StringComparer.Ordinal));
        Assert.Equal(["centre"], plugin.Labelers.Select(labeler => labeler.Name));
        Assert.NotSame(plugin.CreateScenario("toy-cars"), plugin.CreateScenario("toy-cars"));
        // Once more is once; a copy brings the same names again.
        Assert.Single(new ScenarioCatalog([project.Toy, project.Toy]).Labelers);
        var copy = Path.Combine(_folder, "Copy.dll");
        File.Copy(project.Toy, copy);
        Assert.Contains("is there already", Assert.Throws<FewLabelsException>(() => new ScenarioCatalog([project.Toy, copy])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_in_that_throws_is_named_with_the_image_and_its_words()
    {
        var (code, _, errors) = Command.Of("render", "sometimes", "--plugin", project.Toy, "--count", "400", "--out", Out).Run();
        Assert.Equal(1, code);
        Assert.Contains("Image 17 ", errors, StringComparison.Ordinal);
        Assert.Contains("ToyCars.SometimesRandomizer", errors, StringComparison.Ordinal);
        Assert.Contains("no wheel for car 17", errors, StringComparison.Ordinal);
        Assert.Contains("ToyCars.dll", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_fail_are_left_out_counted_and_listed()
    {
        var (code, _, errors) = Command.Of("render", "sometimes", "--plugin", project.Toy, "--count", "400", "--format", "solo", "--out", Out, "--on-error", "skip").Run();
        Assert.True(code == 0, errors);
        Assert.Contains("398 images in", errors, StringComparison.Ordinal);
        Assert.Contains("Warning: 2 images were set aside", errors, StringComparison.Ordinal);
        var frames = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "rejected.json"))).RootElement.GetProperty("frames");
        Assert.Equal([17, 300], frames.EnumerateArray().Select(frame => frame.GetProperty("index").GetInt32()));
        Assert.All(frames.EnumerateArray(), frame => Assert.Equal("failed", frame.GetProperty("why").GetString()));
        var why = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "dataset.json"))).RootElement.GetProperty("results").GetProperty("set-aside").GetProperty("why");
        Assert.Equal(("failed", 2), (why[0].GetProperty("why").GetString(), why[0].GetProperty("count").GetInt32()));
        Assert.False(Directory.Exists(Path.Combine(Out, "sequence.17")));
        Assert.Equal(398, JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "metadata.json"))).RootElement.GetProperty("totalFrames").GetInt32());
    }

    [Fact]
    public void When_every_image_fails_the_command_has_failed()
    {
        var (code, _, errors) = Command.Of("render", "never", "--plugin", project.Toy, "--count", "5", "--out", Out, "--on-error", "skip").Run();
        Assert.True(code == 1, errors);
        Assert.Contains("5 images were set aside", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constructor_that_throws_is_named_with_file_and_type() =>
        Says(project.BrokenOne, "Broken.BrokenScenario", "no paint");

    [Fact]
    public void A_plug_in_without_a_scenario_is_refused() =>
        Says(project.EmptyOne, "no scenario", "Empty.NeedyScenario needs a public constructor without parameters");

    [Fact]
    public void A_file_that_is_missing_or_no_assembly_is_refused()
    {
        Says(Path.Combine(_folder, "None.dll"), "missing");
        var text = Path.Combine(_folder, "Text.dll");
        File.WriteAllText(text, "not an assembly");
        Says(text, "no .NET assembly");
        File.WriteAllBytes(text, File.ReadAllBytes(project.Toy)[..900]);
        Says(text, "no .NET assembly");
    }

    [Fact]
    public void A_plug_in_for_another_version_is_refused()
    {
        // A scenario's base class as a later version of ours would have it, and a plug-in that derives from it.
        var core = typeof(object).Assembly;
        var later = new PersistedAssemblyBuilder(new("FewLabels.Sim.Renderer") { Version = new(9, 4, 0, 0) }, core);
        var parent = later.DefineDynamicModule("FewLabels.Sim.Renderer").DefineType("FewLabels.Sim.Renderer.Scenarios.Scenario", TypeAttributes.Public);
        parent.CreateType();
        var plugin = new PersistedAssemblyBuilder(new("Later"), core);
        plugin.DefineDynamicModule("Later").DefineType("Later.LaterScenario", TypeAttributes.Public, parent).CreateType();
        var path = Path.Combine(_folder, "Later.dll");
        plugin.Save(path);
        Says(path, "another version", "FewLabels.Sim.Renderer 9.4.0");
    }

    [Theory]
    [InlineData("Toy")]
    [InlineData("toy--cars")]
    [InlineData("../toy")]
    [InlineData("1toy")]
    public void A_name_that_no_scenario_can_have_is_refused(string name)
    {
        var (code, _, errors) = new Command(Command.Program, "new-scenario", name) { Folder = _folder }.Run();
        Assert.True(code == 2, errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Says(string path, params string[] words)
    {
        var error = Assert.Throws<FewLabelsException>(() => Plugin.Load(path));
        Assert.Equal(path, error.Where);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
