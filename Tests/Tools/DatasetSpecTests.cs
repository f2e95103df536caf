using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>Images as a job file names them, from YAML to pixels.</summary>
public sealed class DatasetSpecTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Objects_of_a_table_are_cropped_in_colour_and_labelled_by_scene()
    {
        // Six photos of two scenes, each with a red thing on the left and a green one on the right, by column names of its own.
        var rows = new List<string> { "photo,what,x,y,width,height,scene" };
        for (var i = 0; i < 6; i++)
        {
            var pixels = new byte[20 * 40 * 3];
            for (var y = 5; y < 15; y++)
                for (var x = 5; x < 15; x++)
                    (pixels[3 * (40 * y + x)], pixels[3 * (40 * y + x + 20) + 1]) = ((byte)(200 + i), (byte)(200 + i));
            File.WriteAllBytes(Path.Combine(_folder, $"{i}.png"), ImageCodec.EncodePng(new Image(20, 40, 3, pixels)));
            rows.AddRange([$"{i}.png,red,5,5,10,10,{(i < 3 ? "kitchen" : "hall")}", $"{i}.png,green,25,5,10,10,{(i < 3 ? "kitchen" : "hall")}"]);
        }
        var table = Path.Combine(_folder, "boxes.csv");
        File.WriteAllLines(table, rows);
        var job = JobReader.Read(YamlTree.Parse($$"""
            name: x
            source: { render: dice, channels: 3 }
            target: { csv: {{table}}, columns: { path: photo, class: what }, crop: 1, group: 'column:scene', labels-per-class: 2 }
            test: { csv: {{table}}, columns: { path: photo, class: what }, crop: 1 }
            stages: [ train: { objectives: [supervised] } ]
            """, "job.yaml"));
        Inputs.Check(job);
        string[] classes = ["green", "red"];
        var target = job.Target.Dataset.Open(10, 3);
        Assert.Equal((12, 3), (target.ReadUnlabelled("train").Count, target.ReadUnlabelled("train").Images.Channels));
        for (var seed = 0; seed < 5; seed++)
        {
            var picks = target.PickLabelled("train", job.Arms[0].Labels.Budget, seed, classes);
            Assert.Equal([0, 0, 1, 1], picks.Labels);
            for (var i = 0; i < 4; i++)
            {
                // Its own colour, and none of the other's.
                Assert.True(picks.Images[i][picks.Labels[i] == 1 ? 0 : 1] >= 200);
                Assert.Equal(0, picks.Images[i][picks.Labels[i] == 1 ? 1 : 0]);
            }
            // One of each scene: photos 0 to 2 are the kitchen's.
            Assert.All([0, 2], first => Assert.NotEqual(Photo(picks, first) < 3, Photo(picks, first + 1) < 3));
        }
        var score = job.Test.Open(10, 3).ReadEvaluation("test", classes).Mark([.. Enumerable.Repeat<byte[]>([1, 0], 6).SelectMany(of => of)]);
        Assert.Equal(12, score.Correct);

        static int Photo(LabelledImages picks, int i) => Math.Max(picks.Images[i][0], picks.Images[i][1]) - 200;
    }

    [Fact]
    public void A_table_without_the_column_of_the_groups_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder, "1.png"), ImageCodec.EncodePng(new Image(8, 8, 1, new byte[64])));
        File.WriteAllText(Path.Combine(_folder, "photos.csv"), "path,class\n1.png,cat\n");
        var job = JobReader.Read(YamlTree.Parse($"name: x\nsource: {{ render: dice }}\ntarget: {{ csv: {_folder}/photos.csv, group: 'column:scene' }}\ntest: {{ csv: {_folder} }}\nstages: [ train: {{ objectives: [supervised] }} ]\n", "job.yaml"));
        var error = Assert.Throws<FewLabels.Sim.Core.Errors.FewLabelsException>(() => job.Target.Dataset.Open(8, 1).PickLabelled("train", LabelBudget.OfEachClass(1), 1, ["cat"]));
        Assert.Contains("'scene'", error.What, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
