using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

public sealed class JobReaderTests
{
    private const string Valid = """
        name: test
        source: { render: garments, count: 100 }
        target: { idx: /photos }
        test: { idx: /photos }
        arms:
          one:
            stages:
              - train: { objectives: [supervised, fixmatch: { threshold: 0.9 }], steps: 10 }
          two:
            from: one
            labels-per-class: 5
            stages:
              - pretrain: { simclr: { temperature: 0.5 }, on: [target], steps: 5 }
              - train: { objectives: [supervised-target], steps: 20, learning-rate: 0.1, schedule: cosine }
        """;

    [Fact]
    public void A_job_is_read_as_written()
    {
        var job = Read(Valid);
        Assert.Equal(("test", 1L, "garments", 100, "small-cnn"), (job.Name, job.Seed, job.Source.Scenario!.Name, job.Source.Count, job.Backbone));
        Assert.Equal(("train", "test"), (job.Target.Dataset.Split, job.Test.Split));
        Assert.Equal([("one", null, 0), ("two", "one", 5)], job.Arms.Select(a => (a.Name, a.From, a.Labels.Budget.PerClass)));
        Assert.Equal(["supervised", "fixmatch"], job.Arms[0].Stages[0].MakeObjectives().Select(o => o.Name));
        var last = job.Arms[1].Stages[1].Options;
        Assert.Equal((20, 0.1, LearningRateSchedule.Cosine), (last.Steps, last.LearningRate, last.Schedule));
        Assert.Equal(Path.Combine("runs", "test"), job.Outputs);
    }

    [Fact]
    public void A_job_with_stages_alone_is_one_arm()
    {
        var job = Read("name: x\nsource: { folder: /renders }\ntarget: { folder: /photos, labels-per-class: 3 }\ntest: { folder: /photos }\nstages:\n  - train: { objectives: [supervised-target] }\n");
        Assert.Equal([("x", 3)], job.Arms.Select(a => (a.Name, a.Labels.Budget.PerClass)));
    }

    [Fact]
    public void The_demos_job_is_valid()
    {
        using var stream = typeof(Job).Assembly.GetManifestResourceStream("FewLabels.Sim.Tools.Demo.garments-to-photos.yaml")!;
        var tree = YamlTree.Parse(new StreamReader(stream).ReadToEnd(), "demo");
        Assert.Contains("source-only", JobReader.Read(tree).Arms.Select(a => a.Name));
        // As resolved it can be run again.
        Assert.Equal(JobReader.Read(tree).Arms.Count, JobReader.Read(YamlTree.Parse(tree.ToString(), "again")).Arms.Count);
    }

    [Theory]
    // What is wrong, the line it is on, and what the message must say.
    [InlineData("count: 100", "cuont: 100", 2, "did you mean 'count'")]
    [InlineData("count: 100", "count: many", 2, "whole number")]
    [InlineData("count: 100", "count: 3", 2, "from 10")]
    [InlineData("render: garments", "render: cars", 2, "garments")]
    [InlineData("render: garments", "render: garments, folder: /renders", 2, "Give exactly one")]
    [InlineData("{ idx: /photos }", "[ /photos ]", 3, "a mapping")]
    [InlineData("name: test", "name: ../../etc", 1, "folder's")]
    [InlineData("threshold: 0.9", "treshold: 0.9", 8, "did you mean 'threshold'")]
    [InlineData("threshold: 0.9", "threshold: 1.5", 8, "from 0 to 1")]
    [InlineData("[supervised, ", "[supervized, ", 8, "did you mean 'supervised'")]
    [InlineData("[supervised, ", "[fixmatch, ", 8, "twice")]
    [InlineData("from: one", "from: three", 10, "one of: one")]
    [InlineData("labels-per-class: 5", "labels-per-class: 0", 14, "labels-per-class")]
    [InlineData("schedule: cosine", "schedule: sine", 14, "cosine")]
    [InlineData("on: [target]", "on: [targets]", 13, "source, target")]
    [InlineData("steps: 5", "step: 5", 13, "did you mean 'steps'")]
    [InlineData("- pretrain", "- postrain", 13, "pretrain, train")]
    [InlineData("count: 100", "set: { photo: { gama: 1 } }", 2, "Did you mean 'photo.gamma'")]
    [InlineData("count: 100", "set: { photo.gamma: [2, 1] }", 2, "photo.gamma")]
    [InlineData("count: 100", "set: { photo.gamma: often }", 2, "photo.gamma")]
    [InlineData("count: 100", "set: { cloth.pattern: tartan-ish }", 2, "cloth.pattern")]
    [InlineData("count: 100", "set: { photo: 3 }", 2, "photo")]
    [InlineData("count: 100", "set: { photo.enabled: perhaps }", 2, "photo.enabled")]
    [InlineData("count: 100", "set: [1]", 2, "a mapping")]
    [InlineData("count: 100", "plugins: [/nowhere/My.dll]", 2, "/nowhere/My.dll")]
    [InlineData("render: garments", "folder: /renders, set: { photo.gamma: 1 }", 2, "'set'")]
    [InlineData("name: test", "name: [", 1, "YAML")]
    public void A_mistake_is_named_with_its_line_and_its_remedy(string right, string wrong, int line, string says)
    {
        var error = Assert.Throws<FewLabelsException>(() => Read(Valid.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        if (says is not ("YAML" or "/nowhere/My.dll"))
            Assert.Contains($"job.yaml, line {line}", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenarios_parameters_are_set_by_dotted_and_by_nested_keys()
    {
        var scenario = Read(Valid.Replace("count: 100", "set: { photo: { gamma: [0.5, 0.75], noisy: yes, subsampling: pairs }, studio.yaw: 0.25, cloth.pattern: { plain: 1, level stripes: 3 }, trouser.enabled: no }", StringComparison.Ordinal)).Source.Scenario!.Create();
        Assert.Equal((0.5f, 0.75f), Range(Draws("photo.gamma")));
        Assert.Equal((1, 1), Range(Draws("photo.noisy")));
        Assert.Equal((1, 1), Range(Draws("photo.subsampling")));
        Assert.Equal((0.25f, 0.25f), Range(Draws("studio.yaw")));
        var patterns = scenario["cloth.pattern"].Sampler.Choices!;
        Assert.Equal(["level stripes", "plain"], Draws("cloth.pattern").Select(value => patterns[(int)value]).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(Draws("cloth.pattern").Average(value => patterns[(int)value] == "level stripes" ? 1 : 0), 0.7, 0.8);
        Assert.False(scenario.Randomizers.Single(randomizer => randomizer.Name == "trouser").Enabled);

        float[] Draws(string path) => [.. Enumerable.Range(0, 2000).Select(i => scenario[path].Sampler.Sample(StreamKey.Of(1).With(path).With(i).Open(), 1))];
        static (float, float) Range(float[] draws) => (MathF.Round(draws.Min(), 2), MathF.Round(draws.Max(), 2));
    }

    [Fact]
    public void Values_can_be_set_from_outside()
    {
        var tree = YamlTree.Parse(Valid, "job.yaml");
        tree.Set("source.count=250");
        tree.Set("arms.two.stages.1.train.steps=7");
        tree.Set("seed=9");
        tree.Set("arms.one.stages.0.train.objectives=[supervised]");
        var job = JobReader.Read(tree);
        Assert.Equal((250, 7, 9L), (job.Source.Count, job.Arms[1].Stages[1].Options.Steps, job.Seed));
        Assert.Single(job.Arms[0].Stages[0].MakeObjectives());
    }

    [Theory]
    [InlineData("source.count")]
    [InlineData("sauce.count=1")]
    [InlineData("arms.one.stages.9.train.steps=1")]
    [InlineData("=1")]
    public void A_wrong_assignment_is_refused(string assignment) =>
        Assert.Equal(ExitCode.WrongUsage, Assert.Throws<FewLabelsException>(() => YamlTree.Parse(Valid, "job.yaml").Set(assignment)).ExitCode);

    [Fact]
    public void A_quick_look_has_fewer_images_and_steps_and_is_otherwise_the_same_job()
    {
        var tree = YamlTree.Parse(Valid, "job.yaml");
        tree.Scale(0.2);
        var job = JobReader.Read(tree);
        Assert.Equal((20, 2, 1, 4), (job.Source.Count, job.Arms[0].Stages[0].Options.Steps, job.Arms[1].Stages[0].Options.Steps, job.Arms[1].Stages[1].Options.Steps));
        Assert.Equal(0.1, job.Arms[1].Stages[1].Options.LearningRate);
    }

    private static Job Read(string yaml) => JobReader.Read(YamlTree.Parse(yaml, "job.yaml"));
}
