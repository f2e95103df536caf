using System.Globalization;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using FewLabels.Sim.Tests.Learning;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Jobs;

/// <summary>Jobs whose images come while they train, and jobs whose images are wrong: each as a user runs it.</summary>
public sealed class SourceJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void A_live_job_learns_from_fresh_renders_and_is_measured_on_others()
    {
        WritePhotos("photos", 12, [.. new GarmentScenario().Classes.Select(name => name.Replace('/', '_'))]);
        var garments = "{ folder: DIR/photos }";
        var job = Job("source: { render: garments, live: true, held-out: 120, size: 28 }", garments, garments, "workers: 2\n");
        var (code, _, errors) = Command.Of("run", job, "--out", Run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, errors);
        Assert.Contains("source: endless images from garments, rendered live by", errors, StringComparison.Ordinal);
        var events = Events();
        var source = events.OfType<DatasetCompleted>().Single(e => e.Role == "source");
        Assert.True(source.Endless);
        Assert.Equal((0, null), (source.Count, source.PerClass));
        Assert.Equal(120, events.OfType<Evaluation>().Single(e => e.On == "held-out renders").Score.Count);
        // What is shown and measured comes from indices that training never reaches.
        Assert.All(events.OfType<FrameRendered>(), frame => Assert.True(frame.First >= 1L << 40));
        Assert.Contains("source: endless from garments", Command.Of("inspect", Run).Run().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_job_that_was_killed_goes_on_to_the_weights_of_one_that_was_not()
    {
        WritePhotos("photos", 12, [.. new GarmentScenario().Classes.Select(name => name.Replace('/', '_'))]);
        var job = Job("source: { render: garments, live: true, held-out: 100, size: 28 }", "{ folder: DIR/photos }", "{ folder: DIR/photos }", objectives: "supervised, domain-adversarial", more: "workers: 2\n", every: 5);
        var killed = Path.Combine(_folder, "killed");
        Assert.Equal(0, Command.Of("run", job, "--out", Run).Run(TimeSpan.FromMinutes(5)).ExitCode);
        using (var process = Command.Of("run", job, "--out", killed).Start())
        {
            Assert.True(SpinWait.SpinUntil(() => Directory.Exists(Path.Combine(killed, "checkpoints")) && Directory.GetFiles(killed, "step-00000015*", SearchOption.AllDirectories).Length > 0, TimeSpan.FromMinutes(3)));
            process.Kill();
            process.WaitForExit();
        }
        var (code, _, errors) = Command.Of("run", job, "--out", killed, "--resume").Run(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, errors);
        Assert.Contains("Going on from", errors, StringComparison.Ordinal);
        var model = Path.Combine("checkpoints", "x", "stage-0", "model.safetensors");
        Assert.Equal(File.ReadAllBytes(Path.Combine(Run, model)), File.ReadAllBytes(Path.Combine(killed, model)));
    }

    [Fact]
    public void A_job_whose_images_are_more_than_its_cache_has_the_figures_of_one_with_all_in_memory()
    {
        WritePhotos("photos", 60, "cat", "dog");
        var whole = Figures("whole", "");
        var decoded = Figures("decoded", ", cache: 8 KiB");
        Assert.Equal(whole, decoded);

        string[] Figures(string name, string cache)
        {
            var (code, _, errors) = Command.Of("run", Job($"source: {{ folder: DIR/photos{cache} }}", $"{{ folder: DIR/photos{cache} }}", "{ folder: DIR/photos }"), "--out", Path.Combine(_folder, name)).Run(TimeSpan.FromMinutes(5));
            Assert.True(code == 0, errors);
            Assert.Equal(cache.Length > 0, errors.Contains("decoded while training", StringComparison.Ordinal));
            return [.. Events(name).OfType<Step>().Select(step => step.Loss.ToString("R", CultureInfo.InvariantCulture))];
        }
    }

    [Theory]
    [InlineData("no image any more", false, 0, "stands for it")]
    [InlineData("no image any more", true, 1, "no image that can be read")]
    public void A_photo_that_is_none_is_a_warning_or_where_that_is_strict_an_error(string content, bool strict, int exitCode, string says)
    {
        WritePhotos("photos", 60, "cat", "dog");
        WritePhotos("more", 30, "cat");
        File.WriteAllText(Path.Combine(_folder, "more", "cat", "0007.png"), content);
        var job = Job("source: { folder: DIR/photos }", $"{{ folder: DIR/more, cache: 0{(strict ? ", strict: yes" : "")} }}", "{ folder: DIR/photos }", objectives: "supervised, domain-adversarial");
        var (code, _, errors) = Command.Of("run", job, "--out", Run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code == exitCode, errors);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Contains("0007.png", errors, StringComparison.Ordinal);
        AssertReadable(exitCode == 0 ? "completed" : "failed");
    }

    [Theory]
    [InlineData("one class", "at least two classes")]
    [InlineData("other classes", "same classes by name")]
    [InlineData("empty target", "no images")]
    [InlineData("few renders", "images")]
    public void A_job_with_images_to_no_use_says_so_and_its_folder_stays_readable(string what, string says)
    {
        WritePhotos("photos", 60, what == "one class" ? ["cat"] : ["cat", "dog"]);
        WritePhotos("others", 5, "cat", "mouse");
        Directory.CreateDirectory(Path.Combine(_folder, "empty", "cat"));
        if (what == "few renders")
            WritePhotos("few", 3, "cat", "dog");
        var job = Job($"source: {{ folder: DIR/{(what == "few renders" ? "few" : "photos")} }}",
            what == "empty target" ? "{ folder: DIR/empty }" : "{ folder: DIR/photos }", what == "other classes" ? "{ folder: DIR/others }" : "{ folder: DIR/photos }");
        var (code, _, errors) = Command.Of("run", job, "--out", Run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code is 1 or 2, errors);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        if (Directory.Exists(Run))
            AssertReadable("failed");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Run => Path.Combine(_folder, "run");

    private string Job(string source, string target, string test, string more = "", string objectives = "supervised", int every = 500)
    {
        var path = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(path, $"name: x\n{more}{source}\ntarget: {target}\ntest: {test}\nstages:\n  - train: {{ objectives: [{objectives}], steps: 30, batch: 16, checkpoint-every: {every} }}\n".Replace("DIR", _folder, StringComparison.Ordinal));
        return path;
    }

    private object[] Events(string name = "run")
    {
        using var stream = File.OpenRead(Path.Combine(_folder, name, "events.msgpack"));
        return [.. new EventReader(stream).ReadAll().Select(e => e.Payload!)];
    }

    private void AssertReadable(string state)
    {
        var (code, output, errors) = Command.Of("inspect", Run).Run();
        Assert.True(code == 0, errors);
        Assert.Contains(state, output, StringComparison.Ordinal);
    }

    private void WritePhotos(string folder, int each, params string[] classes)
    {
        foreach (var (c, name) in classes.Index())
        {
            var path = Directory.CreateDirectory(Path.Combine(_folder, folder, name)).FullName;
            for (var i = 0; i < each; i++)
                File.WriteAllBytes(Path.Combine(path, $"{i:D4}.png"), ImageCodec.EncodePng(new Image(28, 28, 1, TinyData.Bars(1, 1000 * c + i, 0.3 + 0.5 * c).Images.Pixels)));
        }
    }
}
