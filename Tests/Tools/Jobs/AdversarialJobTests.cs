using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Learning;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Jobs;

/// <summary>Adversarial objectives from the words of a job to the weights.</summary>
public sealed class AdversarialJobTests : IDisposable
{
    private static readonly string[] Objectives =
    [
        "domain-adversarial",
        "domain-adversarial: { strength: 0.5 }",
        "domain-adversarial: { start: 0.4 }",
        "domain-adversarial: { clip: 0.0001 }",
        "domain-adversarial: { hidden: 50 }",
        "domain-adversarial: { layers: 2 }",
        "domain-adversarial: { dropout: 0.5 }",
        "domain-adversarial: { head-learning-rate: 10 }",
        "conditional-domain-adversarial",
        "conditional-domain-adversarial: { entropy: yes }",
        "conditional-domain-adversarial: { largest: 100 }",
        "conditional-domain-adversarial: { largest: 100, random-features: 50 }",
        "margin-disparity-discrepancy",
        "margin-disparity-discrepancy: { margin: 2 }",
        "margin-disparity-discrepancy: { strength: 1 }",
        "maximum-classifier-discrepancy",
        "maximum-classifier-discrepancy: { strength: 4 }",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Every_method_and_every_option_trains_and_each_makes_a_model_of_its_own()
    {
        var bars = TinyData.Bars(90, 1);
        for (var i = 0; i < bars.Count; i++)
        {
            var place = Directory.CreateDirectory(Path.Combine(_folder, "photos", TinyData.Classes[bars.Labels[i]]));
            File.WriteAllBytes(Path.Combine(place.FullName, $"{i}.png"), ImageCodec.EncodePng(bars.Images.Copy(i)));
        }
        var (code, errors) = Run(string.Join("\n", Objectives.Select((objective, i) => $"  arm-{i}: {{ stages: [ train: {{ objectives: [supervised, {objective}], steps: 5, batch: 8, average: 0 }} ] }}")));
        Assert.True(code == 0, errors);
        var models = Objectives.Select((objective, i) => (objective, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, "run", "checkpoints", $"arm-{i}", "stage-0", "model.safetensors"))))));
        Assert.All(models.GroupBy(model => model.Item2), same => Assert.Single(same.Select(model => model.objective)));
        using var stream = File.OpenRead(Path.Combine(_folder, "run", "events.msgpack"));
        var figures = new EventReader(stream).ReadAll().Select(e => e.Payload).OfType<Step>().SelectMany(step => step.Parts.Keys).ToHashSet();
        Assert.Superset(new HashSet<string> { "domain accuracy", "conditional domain accuracy", "source disparity", "target disparity", "maximum-classifier-discrepancy" }, figures);
    }

    [Theory]
    [InlineData("domain-adversarial: { clip: 0 }", "'arms.one.stages.0.train.objectives.domain-adversarial.clip' is '0'", "from 1E-06 to 1000000")]
    [InlineData("domain-adversarial: { start: 1 }", "start' is '1'", "from 0 to 0.99")]
    [InlineData("domain-adversarial: { dropout: 1 }", "dropout' is '1'", "from 0 to 0.99")]
    [InlineData("domain-adversarial: { entropy: yes }", "Unknown key", "strength")]
    [InlineData("conditional-domain-adversarial: { entropy: high }", "entropy' is 'high'", "yes or no")]
    [InlineData("margin-disparity-discrepancy: { margins: 2 }", "margins'", "did you mean 'margin'")]
    [InlineData("maximum-classifier-discrepency", "Unknown objective", "maximum-classifier-discrepancy")]
    public void A_mistake_is_named_with_its_line_and_its_remedy(string objective, string what, string remedy)
    {
        var (code, errors) = Run($"  one:\n    stages:\n      - train: {{ objectives: [supervised, {objective}], steps: 5 }}");
        Assert.Equal(2, code);
        Assert.Contains("line 8", errors, StringComparison.Ordinal);
        Assert.Contains(what.Split('\'')[^1], errors, StringComparison.Ordinal);
        Assert.Contains(remedy, errors, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int Code, string Errors) Run(string arms)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "photos"));
        var job = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(job, $$"""
            name: adversaries
            source: { folder: {{_folder}}/photos, split: all }
            target: { folder: {{_folder}}/photos }
            test: { folder: {{_folder}}/photos, split: all }
            arms:
            {{arms}}
            """);
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = FewLabels.Sim.Tools.Program.Run(["run", job, "--out", Path.Combine(_folder, "run")], output, errors);
        return (code, errors.ToString());
    }
}
