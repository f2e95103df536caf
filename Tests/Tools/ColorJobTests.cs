using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Checkpoints;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>A job in colour, from renders to its report, on a folder that is split by a file.</summary>
public sealed class ColorJobTests : IDisposable
{
    private static readonly string[] DiceClasses = ["1", "2", "3", "4", "5", "6"];

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Dice_in_colour_are_learned_for_a_folder_of_crops()
    {
        MakePhotos();
        var split = Path.Combine(_folder, "split.csv");
        Assert.Equal(0, Command.Of("dataset", "split", Photos, "--parts", "train=0.6,test=0.4", "--per-class", "2", "--group", "scene(\\d+)", "--out", split).Run().ExitCode);
        var (job, run) = (Path.Combine(_folder, "job.yaml"), Path.Combine(_folder, "run"));
        File.WriteAllText(job, $$"""
            name: dice
            source: { render: dice, count: 120, held-out: 100, size: 32, channels: 3 }
            target: { folder: {{Photos}}, split-file: {{split}}, split: train, group: 'scene(\d+)' }
            test: { folder: {{Photos}}, split-file: {{split}}, split: test }
            arms:
              free:
                stages:
                  - pretrain: { simclr: {}, steps: 3, batch: 8 }
                  - train: { objectives: [supervised, domain-adversarial, fixmatch, information-maximisation, minimum-class-confusion], steps: 5, batch: 8 }
              listed: { from: free, labels: {{split}}, stages: [ train: { objectives: [supervised, supervised-target], steps: 3, batch: 8 } ] }
              share: { labels: 0.1, stages: [ train: { objectives: [supervised-target], steps: 3, batch: 8 } ] }
              oracle: { stages: [ train: { objectives: [supervised-oracle], steps: 60, batch: 16, learning-rate: 0.05 } ] }
            """);
        var (code, output, errors) = Command.Of("run", job, "--out", run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, errors);
        Assert.Contains("12 in all", output, StringComparison.Ordinal);
        using var stream = File.OpenRead(Path.Combine(run, "events.msgpack"));
        var events = new EventReader(stream).ReadAll().Select(e => e.Payload).ToArray();
        var sheets = events.OfType<DatasetCompleted>().ToDictionary(e => e.Role);
        Assert.Equal((108, 72, 120), (sheets["target"].Count, sheets["test"].Count, sheets["source"].Count));
        // What was loaded is in colour, and the photos' colours are as they were written: red marks, no blue.
        foreach (var role in new[] { "target", "test", "source" })
            Assert.True(IsColored(ImageCodec.ReadRgba(sheets[role].Sheet, role)), role);
        var shown = ImageCodec.ReadRgba(sheets["target"].Sheet, "target");
        Assert.All(Enumerable.Range(0, shown.Pixels.Length / 4), i => Assert.Equal(0, shown.Pixels[4 * i + 2]));
        Assert.Contains(Enumerable.Range(0, shown.Pixels.Length / 4), i => shown.Pixels[4 * i] > 200 && shown.Pixels[4 * i + 1] < 60);
        var scores = events.OfType<Evaluation>().Where(e => e.On == "test photos").ToDictionary(e => e.Arm);
        Assert.Equal([0, 12, 12, 0], new[] { "free", "listed", "share", "oracle" }.Select(arm => scores[arm].Labels));
        // Classes differ by colour alone here: a network that lost the channels on the way stays at chance, one in six.
        Assert.True(scores["oracle"].Score.Accuracy > 0.8, $"{scores["oracle"].Score.Accuracy}");
        using var network = ModelFolder.Load(Path.Combine(run, "checkpoints", "listed", "stage-0"));
        Assert.Equal((3, 32), (network.Shape.Channels, network.Shape.Size));
    }

    [Fact]
    public void A_photo_that_cannot_be_read_is_told_and_left_out_or_ends_the_job_where_that_is_strict()
    {
        MakePhotos();
        var tree = Path.Combine(_folder, "tree");
        Directory.CreateDirectory(tree);
        foreach (var (path, i) in Directory.EnumerateFiles(Path.Combine(Photos, "1")).Zip(Enumerable.Range(0, 20)))
            File.Copy(path, Path.Combine(tree, $"{i}.png"));
        File.WriteAllBytes(Path.Combine(tree, "cut.png"), File.ReadAllBytes(Path.Combine(tree, "0.png"))[..60]);
        var (job, run) = (Path.Combine(_folder, "job.yaml"), Path.Combine(_folder, "run"));
        File.WriteAllText(job, $$"""
            name: dice
            source: { render: dice, count: 60, held-out: 100, size: 32, channels: 3 }
            target: { folder: {{tree}} }
            test: { folder: {{Photos}} }
            arms: { plain: { stages: [ train: { objectives: [supervised], steps: 2, batch: 8 } ] } }
            """);
        var (code, _, errors) = Command.Of("run", job, "--out", run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, errors);
        using (var stream = File.OpenRead(Path.Combine(run, "events.msgpack")))
        {
            var events = new EventReader(stream).ReadAll().Select(e => e.Payload).ToArray();
            Assert.Contains(events.OfType<Warning>(), warning => warning.Text.Contains("cut.png", StringComparison.Ordinal) && warning.Text.Contains('1', StringComparison.Ordinal));
            Assert.Equal(20, events.OfType<DatasetCompleted>().Single(e => e.Role == "target").Count);
        }
        foreach (var strict in new string[][] { ["--set", "target.strict=yes"], ["--strict"] })
        {
            (code, _, errors) = Command.Of(["run", job, "--out", run + "-strict", .. strict]).Run(TimeSpan.FromMinutes(5));
            Assert.Equal(1, code);
            Assert.Contains("cut.png", errors, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Photos => Path.Combine(_folder, "photos");

    private static bool IsColored(Image image) => Enumerable.Range(0, image.Pixels.Length / 4).Any(i => Math.Abs(image.Pixels[4 * i] - image.Pixels[4 * i + 1]) > 30);

    // Thirty crops of each number from ten scenes: grain, and a mark whose colour between red and green is the class.
    private void MakePhotos()
    {
        foreach (var (c, name) in DiceClasses.Index())
        {
            Directory.CreateDirectory(Path.Combine(Photos, name));
            for (var i = 0; i < 30; i++)
            {
                var draws = StreamKey.Of(c).With(i).Open();
                var pixels = new byte[32 * 32 * 3];
                var (x, y) = (4 + draws.Next(8), 4 + draws.Next(8));
                for (var p = 0; p < 1024; p++)
                {
                    var mark = p % 32 >= x && p % 32 < x + 16 && p / 32 >= y && p / 32 < y + 16;
                    (pixels[3 * p], pixels[3 * p + 1]) = mark ? ((byte)(255 - 51 * c), (byte)(51 * c)) : ((byte)draws.Next(60), (byte)draws.Next(60));
                }
                File.WriteAllBytes(Path.Combine(Photos, name, $"scene{i / 3}_{i % 3}.png"), ImageCodec.EncodePng(new Image(32, 32, 3, pixels)));
            }
        }
    }
}
