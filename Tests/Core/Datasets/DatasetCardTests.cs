using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>dataset.json and README.md, and what makes a folder another dataset.</summary>
public sealed class DatasetCardTests : IDisposable
{
    private static readonly Asset Font = new("font", "fonts/a.ttf", 1, 70, new("OFL-1.1", "the font's name table")), Pictures = new("picture", "pictures", 12, 5000, null);

    private static readonly DatasetPlan Plan = SomeFrames.Plan(6) with
    {
        Parameters = [new("light.enabled", "yes"), new("light.yaw", "[0, 1]")],
        Assets = [Font, Pictures],
        SelfChecked = true,
        Command = "fewlabels render shapes --out DIR",
    };

    private static readonly SetAsideFrame[] Left =
        [new(3, Rejected: true, "Instance 2 has 17 pixels, but its box says 18."), new(5, Rejected: true, "Instance 1 has 4 pixels, but its box says 5."), new(4, Rejected: false, "no | wheel")];

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Out => Path.Combine(_folder, "data");

    [Fact]
    public void The_card_says_what_the_dataset_was_made_from_and_what_came_of_it()
    {
        Write(Out, Plan, 3, Left);
        var card = Card(Out);
        Assert.Equal("folder", card.GetProperty("format").GetString());
        Assert.Equal("FewLabels.Sim 1.2.3", card.GetProperty("producer").GetString());
        Assert.Equal("""{"light.enabled":"yes","light.yaw":"[0, 1]"}""", Flat(card.GetProperty("parameters")));
        Assert.Equal(
            """[{"kind":"font","path":"fonts/a.ttf","files":1,"bytes":70,"licence":"OFL-1.1","licence-from":"the font\u0027s name table"},{"kind":"picture","path":"pictures","files":12,"bytes":5000,"licence":"unknown","licence-from":null}]""",
            Flat(card.GetProperty("assets")));
        Assert.Equal("""{"number":1,"of":1,"first":0,"count":6,"whole":6}""", Flat(card.GetProperty("shard")));
        var results = card.GetProperty("results");
        Assert.Equal((3, 4), (results.GetProperty("frames").GetInt32(), results.GetProperty("objects").GetInt32()));
        // Even indices are discs; each image has a disc, and the second another object.
        Assert.Equal("""[{"name":"disc","frames":2,"objects":3},{"name":"T-shirt/top","frames":1,"objects":1}]""", Flat(results.GetProperty("classes")));
        Assert.Equal("""{"checked":5,"rejected":2}""", Flat(results.GetProperty("self-check")));
        Assert.Equal(
            """{"count":3,"why":[{"why":"rejected","reason":"Instance \u2026 has \u2026 pixels, but its box says \u2026.","count":2},{"why":"failed","reason":"no | wheel","count":1}]}""",
            Flat(results.GetProperty("set-aside")));
    }

    [Fact]
    public void The_page_has_front_matter_that_is_YAML_and_tells_the_same()
    {
        Write(Out, Plan, 3, Left);
        var page = File.ReadAllText(Path.Combine(Out, "README.md"));
        var parts = page.Split("---\n", 3);
        Assert.Equal("", parts[0]);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(parts[1]));
        var matter = (YamlMappingNode)yaml.Documents[0].RootNode;
        Assert.Equal("shapes, 3 images", ((YamlScalarNode)matter["pretty_name"]).Value);
        Assert.Equal(["image-classification", "object-detection"], ((YamlSequenceNode)matter["task_categories"]).Select(node => ((YamlScalarNode)node).Value));
        Assert.Equal("n<1K", ((YamlScalarNode)((YamlSequenceNode)matter["size_categories"])[0]).Value);
        Assert.Contains("| disc | 2 | 66.7 % | 3 |", page, StringComparison.Ordinal);
        Assert.Contains("5 images checked, 2 of them set aside", page, StringComparison.Ordinal);
        Assert.Contains("| font | `fonts/a.ttf` | 1 | OFL-1.1 | the font's name table |", page, StringComparison.Ordinal);
        Assert.Contains("| picture | `pictures` | 12 | unknown |  |", page, StringComparison.Ordinal);
        Assert.Contains("fewlabels render shapes --out DIR", page, StringComparison.Ordinal);
        Assert.DoesNotContain("shard", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_differ_only_in_which_they_are_and_what_came_of_them()
    {
        Write(Path.Combine(_folder, "1"), Plan with { Count = 2, Shard = 1, Shards = 2, Whole = 6 }, 2, []);
        Write(Path.Combine(_folder, "2"), Plan with { First = 2, Count = 4, Shard = 2, Shards = 2, Whole = 6 }, 4, []);
        var (first, second) = (Card(Path.Combine(_folder, "1")), Card(Path.Combine(_folder, "2")));
        Assert.Equal(["shard", "results"], first.EnumerateObject().Where(member => Flat(member.Value) != Flat(second.GetProperty(member.Name))).Select(member => member.Name));
        Assert.Contains("This is shard 2 of 2: images 2 to 5 of 6", File.ReadAllText(Path.Combine(_folder, "2", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_dataset_has_no_results_and_no_sums()
    {
        Write(Out, Plan, 3, []);
        Assert.True(File.Exists(Path.Combine(Out, Checksums.FileName)));
        using (new FolderWriter(Out, Plan with { Count = 9 }, resume: true))
        {
            Assert.False(Card(Out).TryGetProperty("results", out _));
            Assert.False(File.Exists(Path.Combine(Out, Checksums.FileName)));
        }
    }

    [Fact]
    public void Other_values_and_other_files_make_another_dataset_and_a_licence_that_was_found_does_not()
    {
        Write(Out, Plan, 3, []);
        Assert.Contains("its parameters are not the same", Refused(Plan with { Parameters = [new("light.enabled", "yes"), new("light.yaw", "[0, 2]")] }), StringComparison.Ordinal);
        Assert.Contains("its assets are not the same", Refused(Plan with { Assets = [Font, Pictures with { Files = 13 }] }), StringComparison.Ordinal);
        Assert.Contains("its assets are not the same", Refused(Plan with { Assets = [Font] }), StringComparison.Ordinal);
        Assert.Contains("its converted-from is nothing", Refused(Plan with { ConvertedFrom = "coco, birds" }), StringComparison.Ordinal);
        using (new FolderWriter(Out, Plan with { Assets = [Font, Pictures with { Licence = new("CC0-1.0", "pictures/LICENSE") }] }, resume: true))
            Assert.Contains("CC0-1.0", File.ReadAllText(Path.Combine(Out, DatasetCard.FileName)), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Out, DatasetCard.FileName), "[1");
        Assert.Contains("damaged", Refused(Plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_was_changed_by_hand_is_named()
    {
        Write(Out, Plan, 3, []);
        var journal = Path.Combine(Out, FrameJournal.FileName);
        var lines = File.ReadAllLines(journal);
        lines[1] = lines[1].Replace("\"instance\":1,\"class\":\"disc\"", "\"instance\":1", StringComparison.Ordinal);
        File.WriteAllLines(journal, lines);
        using var writer = new FolderWriter(Out, Plan, resume: true);
        var error = Assert.Throws<FewLabelsException>(() => writer.Complete([]));
        Assert.Contains("Line 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(journal, error.Where);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Write(string folder, DatasetPlan plan, int count, SetAsideFrame[] setAside)
    {
        using var writer = new FolderWriter(folder, plan);
        for (var i = plan.First; i < plan.First + count; i++)
        {
            BoundingBox2D[] more = i == 1 ? [new(2, 1, 0, 0, 1, 1, 1)] : [];
            writer.Write(SomeFrames.Of(i, 0, new BoundingBoxes2D("boxes", [new(1, 0, 0, 0, 1, 1, 1), .. more], Amodal: false)));
        }
        writer.Complete(setAside);
    }

    private string Refused(DatasetPlan plan)
    {
        var error = Assert.Throws<FewLabelsException>(() => new FolderWriter(Out, plan, resume: true));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        return error.Message;
    }

    private static JsonElement Card(string folder) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, DatasetCard.FileName))).RootElement;

    private static string Flat(JsonElement element) => JsonSerializer.Serialize(element);
}
