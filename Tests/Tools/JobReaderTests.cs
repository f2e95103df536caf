using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.SemiSupervised;
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
        Assert.Equal(("test", 1L, "garments", 100, "small-cnn"), (job.Name, job.Seed, job.Source.Scenario!.Name, job.Source.Count, job.Network.Backbone));
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
    public void Datasets_are_read_with_all_that_goes_with_them()
    {
        var job = Read("""
            name: x
            source: { solo: /renders, split: all, crop: 1.5, group: sequence, channels: 3, size: 32 }
            target: { folder: /photos, split-file: /s.csv, split: learn, group: '(\d+)_', strict: yes, labels: 0.05 }
            test: { folder: /photos, split-file: /s.csv, split: judge }
            arms:
              a: { stages: [ train: { objectives: [supervised-target] } ] }
              b: { labels: picks.txt, stages: [ train: { objectives: [supervised-target] } ] }
              c: { labels-per-class: 0, stages: [ train: { objectives: [supervised] } ] }
              d: { from: b, labels-per-class: 4, stages: [ train: { objectives: [supervised-target] } ] }
            """);
        Assert.Equal((3, 32), (job.Source.Channels, job.Source.Size));
        Assert.Equal(("solo", "/renders", "all", 1.5, "sequence"), (job.Source.Dataset!.Format, job.Source.Dataset.Path, job.Source.Dataset.Split, job.Source.Dataset.Crop, job.Source.Dataset.Group!.Text));
        Assert.Equal(("folder", "learn", "/s.csv", @"(\d+)_", true, null), (job.Target.Dataset.Format, job.Target.Dataset.Split, job.Target.Dataset.SplitFile, job.Target.Dataset.Group!.Text, job.Target.Dataset.Photos.Strict, job.Target.Dataset.Crop));
        Assert.Equal(("judge", "job.yaml, line 4"), (job.Test.Split, job.Test.Place));
        Assert.Equal([LabelBudget.OfShare(0.05), LabelBudget.OfList("picks.txt"), LabelBudget.None, LabelBudget.OfEachClass(4)], job.Arms.Select(arm => arm.Labels.Budget));
        Assert.Equal("job.yaml, line 7", job.Arms[1].Labels.Place);
    }

    [Fact]
    public void Limits_of_decoding_and_what_of_a_tree_is_taken_are_said_by_the_job()
    {
        var job = Read("""
            name: x
            source: { folder: /renders }
            target: { folder: /photos, follow-links: yes, hidden: yes, limits: { file: 200, pixels: 100, memory: 4096, width: 20000, frames: 5 } }
            test: { folder: /photos, limits: { height: 99, scans: 3 } }
            arms:
              a: { stages: [ train: { objectives: [supervised] } ] }
            """);
        var photos = job.Target.Dataset.Photos;
        Assert.Equal((true, true, false), (photos.FollowLinks, photos.Hidden, photos.Strict));
        Assert.Equal(new DecodeLimits(Bytes: 200L << 20, Pixels: 100L << 20, Memory: 4096L << 20, Width: 20000, Frames: 5), photos.Limits);
        Assert.Equal(new DecodeLimits(Height: 99, Scans: 3), job.Test.Photos.Limits);
        Assert.Equal(new DecodeLimits(), job.Source.Dataset!.Photos.Limits);
    }

    [Fact]
    public void Every_format_that_is_read_is_a_key_of_source_target_and_test()
    {
        foreach (var format in DatasetReaders.Formats)
        {
            var job = Read($"name: x\nsource: {{ {format}: /a }}\ntarget: {{ {format}: /b }}\ntest: {{ {format}: /c }}\nstages:\n  - train: {{ objectives: [supervised] }}\n");
            Assert.Equal([(format, "/a"), (format, "/b"), (format, "/c")], new[] { job.Source.Dataset!, job.Target.Dataset, job.Test }.Select(dataset => (dataset.Format, dataset.Path)));
        }
    }

    [Fact]
    public void A_stage_says_how_it_trains()
    {
        var job = Read("""
            name: x
            precision: bf16
            source: { folder: /renders }
            target: { folder: /photos }
            test: { folder: /photos }
            stages:
              - pretrain: { steps: 7, batch: 16, accumulate: 4, optimizer: lars, momentum: 0.8, learning-rate: 4.8, schedule: cosine-to-zero, warm-up: 0.1, weight-decay: 0.0001, precision: fp32 }
              - train: { objectives: [supervised], optimizer: adam, schedule: linear, clip-norm: 2.5, average: 0.9, swa: { from: 0.6, every: 11 }, checkpoint-every: 3 }
              - train: { objectives: [supervised], early-stop: { score: entropy, patience: 4, every: 20 } }
            """);
        var stages = job.Arms[0].Stages.Select(stage => stage.Options).ToArray();
        Assert.Equal(new StageOptions { Steps = 7, Batch = 16, Accumulate = 4, Optimizer = OptimizerKind.Lars, Momentum = 0.8, LearningRate = 4.8, Schedule = LearningRateSchedule.CosineToZero, WarmUp = 0.1, WeightDecay = 0.0001 }, stages[0]);
        Assert.Equal(new StageOptions { Optimizer = OptimizerKind.Adam, Schedule = LearningRateSchedule.Linear, ClipNorm = 2.5, Average = 0.9, Snapshots = new() { From = 0.6, Every = 11 }, CheckpointEvery = 3, Precision = Precision.BFloat16 }, stages[1]);
        Assert.Equal(new StageOptions { EarlyStop = new() { Score = ScoreKind.Entropy, Patience = 4, Every = 20 }, Precision = Precision.BFloat16 }, stages[2]);
    }

    [Theory]
    [InlineData("a: [1, { b: 2 }]", "a: [1, { b: 2 }]", "")]
    [InlineData("a: 1\nb: { c: [1, { d: 2 }] }", "b: { c: [1, { d: 2 }] }\na: 1", "")]
    [InlineData("a: 1\nb: { c: [1, { d: 2 }] }", "a: 1\nb: { c: [1, { d: 3 }] }", "b.c.1.d: 2 → 3")]
    [InlineData("a: 1\nb: { c: [1] }", "a: 1\nb: { c: [1, 2] }", "b.c.1: (not said) → 2")]
    [InlineData("a: 1", "a: 1\nb: 2", "b: (not said) → 2")]
    [InlineData("a: 1\nb: 2", "a: 1", "b: 2 → (not said)")]
    [InlineData("a: [1, x]", "a: 1", "a: [1, x] → 1")]
    [InlineData("a: one", "a: { one: { threshold: 2, f: [] } }", "a: one → { one: { threshold: 2, f: [] } }")]
    [InlineData("a: 1\nb: 2\nc: 3", "a: 2\nc: 4\nb: 2", "a: 1 → 2; c: 3 → 4")]
    public void What_two_jobs_differ_in_is_told_old_and_new(string one, string other, string differs) =>
        Assert.Equal(differs, string.Join("; ", Tree(one).Differences(Tree(other)).Select(change => $"{change.Path}: {change.Here} → {change.There}")));

    [Theory]
    [InlineData("workers: 3")]
    [InlineData("outputs: elsewhere")]
    [InlineData("source.cache=1 GiB")]
    [InlineData("target.cache=0")]
    [InlineData("target.strict=yes")]
    [InlineData("arms.two.stages.1.train.checkpoint-every=7")]
    public void A_job_may_differ_from_the_one_that_was_begun_in_what_decides_no_weight(string change)
    {
        var other = Tree(Valid);
        other.Set(change.Replace(": ", "=", StringComparison.Ordinal));
        BegunJob.Require(Tree(Valid), other);
        BegunJob.Require(other, Tree(Valid));
    }

    [Theory]
    [InlineData("seed=2", "seed: (not said) → 2")]
    [InlineData("source.count=200", "source.count: 100 → 200")]
    [InlineData("source.workers=2", "source.workers: (not said) → 2")]
    [InlineData("target.idx=/other", "target.idx: /photos → /other")]
    [InlineData("augmentation={ strong: rand-augment }", "augmentation: (not said) → { strong: rand-augment }")]
    [InlineData("network={ backbone: tiny-cnn }", "network: (not said) → { backbone: tiny-cnn }")]
    [InlineData("arms.one.stages.0.train.objectives.1.fixmatch.threshold=0.8", "arms.one.stages.0.train.objectives.1.fixmatch.threshold: 0.9 → 0.8")]
    [InlineData("arms.two.stages.1.train.optimizer=adam", "arms.two.stages.1.train.optimizer: (not said) → adam")]
    [InlineData("arms.two.stages.1.train.schedule=linear", "arms.two.stages.1.train.schedule: cosine → linear")]
    [InlineData("arms.two.stages.1.train.batch=32", "arms.two.stages.1.train.batch: (not said) → 32")]
    [InlineData("arms.two.labels-per-class=6", "arms.two.labels-per-class: 5 → 6")]
    [InlineData("arms.two.stages.0.pretrain.steps=6", "arms.two.stages.0.pretrain.steps: 5 → 6")]
    public void A_job_that_makes_something_else_than_the_one_that_was_begun_is_refused(string change, string says)
    {
        var other = Tree(Valid);
        other.Set(change);
        var error = Assert.Throws<FewLabelsException>(() => BegunJob.Require(Tree(Valid), other));
        Assert.Equal((ExitCode.WrongUsage, $"The job has changed since the run began: {says}"), (error.ExitCode, error.What));
    }

    [Fact]
    public void Of_many_changes_of_a_job_the_first_few_are_told()
    {
        var error = Assert.Throws<FewLabelsException>(() => BegunJob.Require(Tree("a: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1"), Tree($"a: [{new string('x', 200)}]")));
        Assert.Contains("a: 1 → [xxx", error.What, StringComparison.Ordinal);
        Assert.EndsWith("d: 1 → (not said); and 2 more", error.What, StringComparison.Ordinal);
        Assert.InRange(error.What.Length, 100, 250);
    }

    private static YamlTree Tree(string text) => YamlTree.Parse(text, "job.yaml");

    [Fact]
    public void Where_images_come_from_while_training_is_read()
    {
        var job = Read("name: x\nworkers: 3\nsource: { render: garments, live: yes }\ntarget: { folder: /b, cache: 1.5 GiB }\ntest: { folder: /c }\nstages:\n  - train: { objectives: [supervised] }\n");
        Assert.Equal((3, true, 3L << 29, 2L << 30), (job.Workers, job.Source.Live, job.Target.Dataset.Cache, job.Test.Cache));
        var other = Read("name: x\nsource: { folder: /a, cache: 0, strict: yes }\ntarget: { folder: /b, cache: 300 KiB }\ntest: { folder: /c }\nstages:\n  - train: { objectives: [supervised] }\n");
        Assert.Equal((0, false, 0L, true, 300L << 10), (other.Workers, other.Source.Live, other.Source.Dataset!.Cache, other.Source.Dataset.Photos.Strict, other.Target.Dataset.Cache));
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
    [InlineData("threshold: 0.9", "ramp-up: { share: 0.3, shape: gausian }", 8, "did you mean 'gaussian'")]
    [InlineData("threshold: 0.9", "ramp-up: { share: 0.3, form: gaussian }", 8, "Allowed here: shape, share")]
    [InlineData("threshold: 0.9", "ramp-up: { shape: gaussian }", 8, "Add 'share: …'")]
    [InlineData("threshold: 0.9", "ramp-up: { share: 1.5, shape: gaussian }", 8, "a number from 0 to 1.")]
    [InlineData("threshold: 0.9", "ramp-up: gaussian", 8, "a number from 0 to 1, or { share: …, shape: linear or gaussian }")]
    [InlineData("[supervised, ", "[supervized, ", 8, "did you mean 'supervised'")]
    [InlineData("[supervised, ", "[fixmatch, ", 8, "twice")]
    [InlineData("from: one", "from: three", 10, "one of: one")]
    [InlineData("labels-per-class: 5", "labels-per-class: 0", 14, "labels-per-class")]
    [InlineData("schedule: cosine", "schedule: sine", 14, "cosine")]
    [InlineData("schedule: cosine", "optimizer: sdg", 14, "one of: sgd, adamw, adam, lars")]
    [InlineData("schedule: cosine", "optimizer: adam, momentum: 0.5", 14, "'momentum' is of sgd and lars")]
    [InlineData("schedule: cosine", "warm-up: 1.5", 14, "from 0 to 1")]
    [InlineData("schedule: cosine", "precision: fp16", 14, "fp32, bf16")]
    [InlineData("schedule: cosine", "clip-norm: 0", 14, "clip-norm")]
    [InlineData("schedule: cosine", "accumulate: 0", 14, "from 1 to 1024")]
    [InlineData("schedule: cosine", "swa: { form: 0.5 }", 14, "did you mean 'from'")]
    [InlineData("schedule: cosine", "early-stop: { score: accuracy }", 14, "source-accuracy")]
    [InlineData("schedule: cosine", "early-stop: { every: 5 }, swa: { every: 5 }", 14, "Choose one of them")]
    [InlineData("on: [target]", "on: [target], early-stop: { every: 5 }", 13, "pretraining gives none")]
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
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, folder: /photos }", 3, "Give exactly one")]
    [InlineData("target: { idx: /photos }", "target: { split: train }", 3, "folder, idx")]
    [InlineData("target: { idx: /photos }", "target: { idxx: /photos }", 3, "folder, idx")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, spilt: train }", 3, "did you mean 'split'")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, labels: 1.5 }", 3, "labels-per-class: 1.5")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, labels: 10 }", 3, "labels-per-class: 10")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, labels: 0 }", 3, "above 0")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, labels: 0.1, labels-per-class: 1 }", 3, "Give one of them")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, group: '(' }", 3, "no regular expression")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, crop: 20 }", 3, "from 0.1 to 10")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, strict: perhaps }", 3, "yes or no")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos, labels-per-class: 3 }", 4, "Unknown key 'test.labels-per-class'")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos, strict: yes }", 4, "Unknown key 'test.strict'")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos, limits: { pixel: 3 } }", 4, "Unknown key 'test.limits.pixel'")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, limits: { frames: 0 } }", 3, "a whole number from 1 to")]
    [InlineData("count: 100", "channels: 2", 2, "1, 3")]
    [InlineData("count: 100", "split: train", 2, "Unknown key 'source.split'")]
    [InlineData("count: 100", "crop: 2", 2, "Unknown key 'source.crop'")]
    [InlineData("labels-per-class: 5", "labels: 5", 11, "labels-per-class: 5")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { backbone: resnt18 }", 5, "did you mean 'resnet18'")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { backbone: resnet18 }", 5, "It takes 32–1024 pixels; 28 suits tiny-cnn")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { batch-norm: mixed }", 5, "one of: per-domain, joint, separate, target-only")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { backbone: dann-mnist, batch-norm: joint }", 5, "has no batch norms")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { weight: x }", 5, "did you mean 'weights'")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { normalisation: imagnet }", 5, "did you mean 'imagenet'")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork: { normalization: imagenet }", 5, "did you mean 'normalisation'")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos }\nnetwork:\n  backbone: small-cnn\n  normalisation: imagenet", 7, "not for images of 1 channel")]
    [InlineData("count: 100", "size: 8", 2, "from 16 to 256")]
    [InlineData("count: 100", "live: true, count: 100", 2, "Take one of them out")]
    [InlineData("render: garments", "folder: /renders, live: true", 2, "'live' is for scenarios")]
    [InlineData("count: 100", "live: always", 2, "yes or no")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, cache: plenty }", 3, "512 MiB or 2 GiB")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, cache: -1 GiB }", 3, "512 MiB or 2 GiB")]
    [InlineData("target: { idx: /photos }", "target: { idx: /photos, cache: 2 GB }", 3, "512 MiB or 2 GiB")]
    [InlineData("test: { idx: /photos }", "test: { idx: /photos, cache: 1 GiB }", 4, "Unknown key 'test.cache'")]
    [InlineData("name: test", "name: test\nworkers: 100", 2, "from 0 to 64")]
    [InlineData("name: test", "name: [", 1, "YAML")]
    public void A_mistake_is_named_with_its_line_and_its_remedy(string right, string wrong, int line, string says)
    {
        var error = Assert.Throws<FewLabelsException>(() => Read(Valid.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        if (says is not ("YAML" or "/nowhere/My.dll"))
            Assert.Contains($"job.yaml, line {line}", error.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("threshold: 0.9", 0, RampShape.Linear)]
    [InlineData("ramp-up: 0.3", 0.3, RampShape.Linear)]
    [InlineData("ramp-up: { share: 0.3 }", 0.3, RampShape.Linear)]
    [InlineData("ramp-up: { share: 0.3, shape: linear }", 0.3, RampShape.Linear)]
    [InlineData("ramp-up: { share: 0.3, shape: gaussian }", 0.3, RampShape.Gaussian)]
    public void A_terms_weight_grows_along_a_line_or_a_bell(string says, double share, RampShape shape)
    {
        var objectives = Read(Valid.Replace("threshold: 0.9", says, StringComparison.Ordinal)).Arms[0].Stages[0].MakeObjectives();
        Assert.Equal(new RampUp(share, shape), ((FixMatchOptions)objectives[1].Options!).RampUp);
    }

    [Theory]
    [InlineData("information-maximisation")]
    [InlineData("minimum-class-confusion")]
    public void Every_term_with_a_ramp_has_its_shapes(string name)
    {
        RampUp Ramp(string options) => Read(Valid.Replace("fixmatch: { threshold: 0.9 }", $"{name}{options}", StringComparison.Ordinal)).Arms[0].Stages[0].MakeObjectives()[1].Options switch
        {
            InformationMaximisationOptions information => information.RampUp,
            var confusion => ((MinimumClassConfusionOptions)confusion!).RampUp,
        };

        Assert.Equal(new RampUp(0.2), Ramp(""));
        Assert.Equal(new RampUp(0.4, RampShape.Gaussian), Ramp(": { ramp-up: { share: 0.4, shape: gaussian } }"));
    }

    [Fact]
    public void A_network_is_read_as_written_and_statistics_of_photos_need_photos()
    {
        const string head = "name: x\nsource: { folder: /renders, size: 64, channels: 3 }\ntarget: { folder: /photos }\ntest: { folder: /photos }\n";
        var job = Read(head + "network: { backbone: resnet18, batch-norm: target-only, normalisation: imagenet, weights: w.safetensors }\nstages: [ train: { objectives: [supervised, fixmatch] } ]\n");
        Assert.Equal(new NetworkSpec("resnet18", BatchNormPolicy.TargetOnly, InputNormalisation.ImageNet, "w.safetensors", "job.yaml, line 5"), job.Network);
        Assert.Equal(("small-cnn", null, null), (Read(head + "stages: [ train: { objectives: [supervised] } ]\n").Network is var usual ? (usual.Backbone, usual.BatchNorm, usual.Weights) : default));
        var error = Assert.Throws<FewLabelsException>(() => Read(head + "network: { batch-norm: target-only }\nstages: [ train: { objectives: [fixmatch] }, train: { objectives: [supervised] } ]\n"));
        Assert.Contains("stage 1 of arm 'x' looks at none", error.What, StringComparison.Ordinal);
        Assert.Equal("job.yaml, line 5", error.Where);
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
