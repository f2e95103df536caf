using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Learning;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Jobs;

/// <summary>Objectives of discrepancy, and a prior of classes, from a job's words to a trained network.</summary>
public sealed class DiscrepancyJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Each_is_named_in_a_job_with_its_options_and_trains()
    {
        WriteImages("renders", 1, 1);
        WriteImages("photos", 2, 0.7);
        string[] objectives =
        [
            "multi-kernel-mmd", "multi-kernel-mmd: { weight: 0.5, kernels: 3, layers: [features], ramp-up: 0.5 }", "joint-mmd", "joint-mmd: { weight: 0.3, kernels: 7 }",
            "deep-coral", "deep-coral: { weight: 10, layers: [features, logits], ramp-up: 0.1 }", "local-mmd", "local-mmd: { weight: 1, kernels: 1 }",
            "adaptive-feature-norm", "adaptive-feature-norm: { weight: 0.1, step: 0.3, ramp-up: 0.2 }", "adaptive-feature-norm: { radius: 25 }", "adaptive-batch-norm",
            "information-maximisation: { prior: { top: 0.5, middle: 0.3, bottom: 0.2 } }",
        ];
        var arms = objectives.Select((objective, i) => $"  arm-{i}: {{ stages: [ train: {{ objectives: [supervised, {objective}], steps: 3, batch: 8 }} ] }}\n");
        var (job, run) = (Path.Combine(_folder, "job.yaml"), Path.Combine(_folder, "run"));
        File.WriteAllText(job, Head(_folder) + "arms:\n" + string.Concat(arms));
        var (code, _, errors) = Command.Of("run", job, "--out", run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, errors);
        using var stream = File.OpenRead(Path.Combine(run, "events.msgpack"));
        var events = new EventReader(stream).ReadAll().Select(e => e.Payload).ToArray();
        Assert.Equal(objectives.Select((objective, i) => ($"arm-{i}", $"supervised {objective.Split(':')[0]}")), events.OfType<StageStarted>().Select(stage => (stage.Arm, string.Join(' ', stage.Objectives))));
        Assert.All(events.OfType<Step>(), step => Assert.True(double.IsFinite(step.Loss)));
        Assert.Equal(objectives.Length, events.OfType<Step>().Count(step => step.Number == 3));
        // Another option is another loss: the second half of each pair did not end where the first did.
        var losses = events.OfType<Step>().ToDictionary(step => step.Arm, step => step.Loss);
        Assert.All(new[] { (0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (8, 10) }, pair => Assert.NotEqual(losses[$"arm-{pair.Item1}"], losses[$"arm-{pair.Item2}"]));
    }

    [Theory]
    [InlineData("multi-kernel-mmd: { layers: [pixels] }", "a list of: features, logits")]
    [InlineData("multi-kernel-mmd: { kernels: 0 }", "a whole number from 1 to 32")]
    [InlineData("multi-kernel-mmd: { kernel: 3 }", "did you mean 'kernels'?")]
    [InlineData("deep-coral: { layers: [] }", "a list of: features, logits")]
    [InlineData("adaptive-feature-norm: { radius: 25, step: 1 }", "or 'radius'")]
    [InlineData("adaptive-feature-norm: { radius: -1 }", "a number from 0")]
    [InlineData("adaptive-batch-norm: { weight: 1 }", "Unknown key")]
    [InlineData("information-maximisation: { prior: { top: 2 } }", "a number from 1E-06 to 1")]
    [InlineData("joint-mdm", "did you mean 'joint-mmd'?")]
    public void What_it_can_not_be_is_refused_with_its_line(string objective, string says)
    {
        var yaml = Head("") + $"stages:\n  - train: {{ objectives: [supervised, {objective}] }}\n";
        var error = Assert.Throws<FewLabelsException>(() => JobReader.Read(YamlTree.Parse(yaml, "job.yaml")));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("job.yaml, line 6", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prior_of_other_classes_ends_the_run_with_the_classes_that_there_are()
    {
        WriteImages("renders", 1, 1);
        WriteImages("photos", 2, 0.7);
        var job = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(job, Head(_folder) + "stages:\n  - train: { objectives: [supervised, information-maximisation: { prior: { top: 0.5, low: 0.5 } }], steps: 3, batch: 8 }\n");
        var (code, _, errors) = Command.Of("run", job, "--out", Path.Combine(_folder, "run")).Run(TimeSpan.FromMinutes(5));
        Assert.Equal(2, code);
        Assert.Contains("'low'", errors, StringComparison.Ordinal);
        Assert.Contains("middle", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Head(string folder) => $"name: x\nsource: {{ folder: {folder}/renders, held-out: 100, size: 28 }}\ntarget: {{ folder: {folder}/photos }}\ntest: {{ folder: {folder}/photos }}\n";

    private void WriteImages(string name, long seed, double brightness)
    {
        var bars = TinyData.Bars(160, seed, brightness);
        for (var i = 0; i < 160; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, name, TinyData.Classes[bars.Labels[i]])).FullName;
            File.WriteAllBytes(Path.Combine(folder, $"{i:D4}.png"), ImageCodec.EncodePng(bars.Images.Copy(i)));
        }
    }
}
