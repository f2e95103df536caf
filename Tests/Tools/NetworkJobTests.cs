using System.Text.Json;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Tests.Learning;
using FewLabels.Sim.Tests.Learning.Checkpoints;
using FewLabels.Sim.Tools;
using TorchSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>What a job says of its network, from the file to the model that the run leaves.</summary>
public sealed class NetworkJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Weights => Path.Combine(_folder, "first.safetensors");

    private string Run => Path.Combine(_folder, "run");

    [Fact]
    public void First_weights_come_from_a_file_and_what_it_lacks_is_told_once()
    {
        MakePhotos();
        using (var other = Network.Create(new("tiny-cnn", 28, 1, ["a", "b"]), 9))
            SafeTensors.Write(Weights, other.Weights());
        var (code, errors) = Do($"{{ backbone: tiny-cnn, batch-norm: joint, weights: {Weights} }}", "train: { objectives: [supervised, domain-adversarial], steps: 2, batch: 8, learning-rate: 0.00000001, average: 0 }");
        Assert.True(code == 0, errors);
        var warnings = Events().OfType<Warning>().Select(w => w.Text).Where(text => text.Contains("classifier", StringComparison.Ordinal)).ToArray();
        Assert.Contains("is of 2 classes and there are 3 here", Assert.Single(warnings), StringComparison.Ordinal);
        using var scope = torch.NewDisposeScope();
        var given = ReadTensors.Into(scope, Weights);
        foreach (var arm in new[] { "one", "two" })
        {
            using var network = ModelFolder.Load(Path.Combine(Run, "checkpoints", arm, "stage-0"));
            Assert.Equal(("tiny-cnn", BatchNormPolicy.Joint), (network.Shape.Backbone, network.Shape.BatchNorm));
            // At such a rate they have hardly moved.
            Assert.All(network.named_parameters().Where(p => !p.name.StartsWith("classifier", StringComparison.Ordinal)), p => Assert.True(torch.allclose(p.parameter, given[p.name], atol: 1e-4), p.name));
        }
    }

    [Theory]
    [InlineData("{ backbone: dann-mnist }")]
    [InlineData("{ backbone: tiny-cnn, batch-norm: separate }")]
    [InlineData("{ backbone: tiny-cnn, batch-norm: target-only }")]
    public void Other_networks_and_policies_go_the_whole_way(string network)
    {
        MakePhotos();
        var (code, errors) = Do(network, "train: { objectives: [supervised, domain-adversarial], steps: 3, batch: 8 }");
        Assert.True(code == 0, errors);
        Assert.Equal(4, Events().OfType<Evaluation>().Count());
        using var loaded = ModelFolder.Load(Path.Combine(Run, "checkpoints", "two", "stage-0"));
        Assert.Equal(loaded.BatchNorms().Any(), loaded.Shape.BatchNorm is not null);
    }

    [Fact]
    public void Weights_of_another_network_end_a_job_before_it_reads_an_image()
    {
        MakePhotos();
        using (var other = Network.Create(new("small-cnn", 28, 1, ["a", "b"]), 9))
            SafeTensors.Write(Weights, other.Weights());
        var (code, errors) = Do($"{{ backbone: tiny-cnn, weights: {Weights} }}", "train: { objectives: [supervised], steps: 2 }");
        Assert.Equal(2, code);
        Assert.Contains("job.yaml, line 5", errors, StringComparison.Ordinal);
        Assert.Contains("conv1.weight [32, 1, 3, 3] for [16, 1, 3, 3]", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Events(), e => e is DatasetCompleted);
        var (missing, words) = Do("{ weights: first.safetensor }", "train: { objectives: [supervised], steps: 2 }");
        Assert.Equal(2, missing);
        Assert.Contains("no such file of weights", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_keep_how_they_take_images_from_one_run_to_the_next()
    {
        MakePhotos();
        using (var other = Network.Create(new("tiny-cnn", 28, 3, TinyData.Classes), 9))
            SafeTensors.Write(Weights, other.Weights());
        const string stage = "train: { objectives: [supervised], steps: 2, batch: 8 }";
        // From elsewhere: nobody knows, and it is told unless the job says it.
        var (code, errors) = Do($"{{ backbone: tiny-cnn, weights: {Weights} }}", stage, channels: 3);
        Assert.True(code == 0, errors);
        Assert.Contains("normalisation: imagenet", Assert.Single(Events().OfType<Warning>(), warning => warning.Text.Contains("normalised", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Directory.Delete(Run, recursive: true);
        (code, errors) = Do($"{{ backbone: tiny-cnn, weights: {Weights}, normalisation: imagenet }}", stage, channels: 3);
        Assert.True(code == 0, errors);
        Assert.DoesNotContain(Events().OfType<Warning>(), warning => warning.Text.Contains("normalised", StringComparison.Ordinal));
        var model = Path.Combine(_folder, "model");
        Directory.Move(Path.Combine(Run, "checkpoints", "one", "stage-0"), model);
        using (var trained = ModelFolder.Load(model))
            Assert.Same(InputNormalisation.ImageNet, trained.Shape.Normalisation);
        // Of a run of ours: it is known, and must be said.
        Directory.Delete(Run, recursive: true);
        (code, errors) = Do($"{{ backbone: tiny-cnn, weights: {model}/model.safetensors }}", stage, channels: 3);
        Assert.Equal(2, code);
        Assert.Contains("job.yaml, line 5", errors, StringComparison.Ordinal);
        Assert.Contains("takes images as 'imagenet'", errors, StringComparison.Ordinal);
        Assert.Contains("Write network: { normalisation: imagenet }", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_are_listed_with_what_they_cost()
    {
        var (code, output, errors) = Fewlabels("networks", "--json", "--size", "32", "--classes", "10");
        Assert.True(code == 0, errors);
        var rows = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(NetworkCatalog.Names, rows.Keys);
        Assert.Equal((1_467_610, 128, true), (rows["wrn-28-2"].GetProperty("parameters").GetInt64(), rows["wrn-28-2"].GetProperty("features").GetInt32(), rows["wrn-28-2"].GetProperty("batch-norm").GetBoolean()));
        Assert.InRange(rows["wrn-28-2"].GetProperty("multiply-adds").GetInt64(), 214_000_000, 215_000_000);
        Assert.False(rows["dann-mnist"].GetProperty("batch-norm").GetBoolean());

        (code, output, _) = Fewlabels("networks", "--size", "16", "--channels", "1");
        Assert.Equal(0, code);
        var lines = output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("resnet18 ", StringComparison.Ordinal) && line.Contains("32–1024", StringComparison.Ordinal) && line.Contains('–', StringComparison.Ordinal) && !line.Contains("11,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("resnet18-small ", StringComparison.Ordinal) && line.Contains("11,172,810", StringComparison.Ordinal));
        Assert.Contains("1 channel, 10 classes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--size", "0", "--size")]
    [InlineData("--channels", "2", "1 (grey) or 3 (RGB)")]
    [InlineData("--classes", "0", "from 1 to")]
    public void A_wrong_question_about_networks_is_refused(string option, string value, string says)
    {
        var (code, _, errors) = Fewlabels("networks", option, value);
        Assert.Equal(2, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Code, string Output, string Errors) Fewlabels(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = Program.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private (int Code, string Errors) Do(string network, string stage, int channels = 1)
    {
        var job = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(job, $$"""
            name: networks
            source: { folder: {{_folder}}/photos, split: all, channels: {{channels}} }
            target: { folder: {{_folder}}/photos }
            test: { folder: {{_folder}}/photos, split: all }
            network: {{network}}
            arms:
              one: { stages: [ {{stage}} ] }
              two: { stages: [ {{stage}} ] }
            """);
        var (code, _, errors) = Command.Of("run", job, "--out", Run).Run();
        return (code, errors);
    }

    private object[] Events()
    {
        using var stream = File.OpenRead(Path.Combine(Run, "events.msgpack"));
        return [.. new EventReader(stream).ReadAll().Select(e => e.Payload).OfType<object>()];
    }

    private void MakePhotos()
    {
        var bars = TinyData.Bars(150, 1);
        for (var i = 0; i < bars.Count; i++)
        {
            var place = Directory.CreateDirectory(Path.Combine(_folder, "photos", TinyData.Classes[bars.Labels[i]]));
            File.WriteAllBytes(Path.Combine(place.FullName, $"{i}.png"), ImageCodec.EncodePng(bars.Images.Copy(i)));
        }
    }
}
