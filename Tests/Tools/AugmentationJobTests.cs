using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Learning.Augmentation.Policies;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>What a job may say of augmentation, and what becomes of it.</summary>
public sealed class AugmentationJobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Recipes_are_read_by_name_or_as_lists_and_arms_change_what_they_name()
    {
        var job = Read("source: { render: garments }", """
            augmentation:
              weak: fixmatch-weak
              strong: [flip: { chance: 0.25 }, shift, cutout: { size: 0.3 }]
            arms:
              a: { stages: [ train: { objectives: [supervised] } ] }
              b: { augmentation: { strong: ct-augment, pair: simclr }, stages: [ train: { objectives: [supervised, fixmatch] } ] }
              c: { augmentation: { weak: none, strong: [] }, stages: [ train: { objectives: [supervised] } ] }
            """);
        Assert.Equal("[flip, shift]", job.Arms[0].Augmentation.Weak.List);
        Assert.Equal("[flip: { chance: 0.25 }, shift, cutout: { size: 0.3 }]", job.Arms[0].Augmentation.Strong.List);
        Assert.Equal("distort-pair", job.Arms[0].Augmentation.Pair.Name);
        Assert.Equal(("fixmatch-weak", "ct-augment", "simclr"), Names(job.Arms[1]));
        Assert.Empty(job.Arms[2].Augmentation.Weak.Operations.Concat(job.Arms[2].Augmentation.Strong.Operations));
        // What learns is made anew for each stage.
        var (one, other) = (job.Arms[1].Augmentation.Create(), job.Arms[1].Augmentation.Create());
        Assert.True(one.Learns && one.Strong.Learners.Single() is CtAugment learner && learner != other.Strong.Learners.Single());

        static (string, string, string) Names(ArmSpec arm) => (arm.Augmentation.Weak.Name, arm.Augmentation.Strong.Name, arm.Augmentation.Pair.Name);
    }

    [Fact]
    public void Without_a_word_garments_get_what_the_demo_has_and_files_get_it_without_flips()
    {
        var garments = Read("source: { render: garments }", Stages).Arms[0].Augmentation;
        Assert.Equal(("nudge", "distort", "distort-pair"), (garments.Weak.Name, garments.Strong.Name, garments.Pair.Name));
        Assert.Equal(0.5, garments.Pair.Operations[0].Values["flip"]);
        Assert.Empty(garments.Notes);
        var files = Read("source: { folder: /renders }", Stages).Arms[0].Augmentation;
        Assert.Equal(0, files.Pair.Operations[0].Values["flip"]);
        Assert.Equal(garments.Pair.Operations[0].With("flip", 0).ToString(), files.Pair.Operations[0].ToString());
        Assert.Equal([ViewKind.Pair], files.Notes.Keys);
        Assert.Equal("distort.flip is left out of 'distort-pair': the source declares no flip-horizontal (source.symmetries).", files.Notes[ViewKind.Pair]);
        Assert.Empty(Read("source: { folder: /renders, symmetries: [flip-horizontal] }", Stages).Arms[0].Augmentation.Notes);
        Assert.Empty(Read("source: { folder: /renders }", "augmentation: { pair: [shift] }\n" + Stages).Arms[0].Augmentation.Notes);
    }

    [Fact]
    public void Symmetries_are_the_scenarios_unless_the_job_declares_others()
    {
        Assert.Equal(Symmetries.FlipHorizontal, Read("source: { render: garments }", Stages).Source.Symmetries);
        Assert.Equal(Symmetries.None, Read("source: { render: garments, symmetries: none }", Stages).Source.Symmetries);
        Assert.Equal(Symmetries.FlipVertical | Symmetries.Rotate90, Read("source: { folder: /renders, symmetries: [rotate-90, flip-vertical] }", Stages).Source.Symmetries);
        Assert.Equal(Symmetries.None, Read("source: { folder: /renders }", Stages).Source.Symmetries);
    }

    [Theory]
    [InlineData("source: { render: glyphs }", "augmentation: { strong: rand-augment }", "'flip' changes classes that don't survive flip-horizontal; declared is: none (job.yaml, line 5)", "write in 'source' symmetries: flip-horizontal; if not, write strong: [shift, rand-augment, cutout]")]
    [InlineData("source: { folder: /r }", "augmentation: { weak: [rotate: { angle: 90 }] }", "'rotate' with angle 90 goes beyond 45", "write weak: [rotate: { angle: 45 }]")]
    [InlineData("source: { render: garments }", "augmentation: { weak: [flip-vertical] }", "flip-vertical", "symmetries: flip-horizontal, flip-vertical")]
    [InlineData("source: { render: garments }", "augmentation: { strong: randaugment }", "There is no recipe 'randaugment' (job.yaml, line 5)", "did you mean 'rand-augment'")]
    [InlineData("source: { render: garments }", "augmentation: { strong: [flop] }", "There is no operation 'flop' (job.yaml, line 5)", "did you mean 'flip'")]
    [InlineData("source: { render: garments }", "augmentation: { strong: [cutout: { size: 2 }] }", "'augmentation.strong.cutout.size' is '2'", "a number from 0 to 1")]
    [InlineData("source: { render: garments }", "augmentation: { strong: [cutout: { sise: 0.5 }] }", "Unknown key 'augmentation.strong.cutout.sise'", "did you mean 'size'")]
    [InlineData("source: { render: garments }", "augmentation: { week: nudge }", "Unknown key 'augmentation.week'", "did you mean 'weak'")]
    [InlineData("source: { render: garments, symmetries: [mirror] }", "seed: 2", "There is no symmetry 'mirror' (job.yaml, line 2)", "flip-horizontal")]
    [InlineData("source: { render: garments }", "augmentation: { strong: [blur: { least-sigma: 3 }] }", "'blur.least-sigma' is 3", "change one of them")]
    public void What_cannot_be_is_refused_with_its_line_and_a_remedy(string source, string augmentation, string what, string remedy)
    {
        var error = Assert.Throws<FewLabelsException>(() => Read(source, augmentation + "\n" + Stages));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
    }

    [Fact]
    public void What_learns_needs_labelled_images_in_its_stage()
    {
        const string Text = "augmentation: { strong: ct-augment }\nstages: [ train: { objectives: [OBJECTIVES] } ]\n";
        Assert.Contains("'ct-augment' learns from labelled images", Assert.Throws<FewLabelsException>(() => Read("source: { render: garments }", Text.Replace("OBJECTIVES", "fixmatch", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Read("source: { render: garments }", Text.Replace("OBJECTIVES", "supervised, fixmatch", StringComparison.Ordinal));
        // A stage that makes no strong views has nothing to learn for.
        Read("source: { render: garments }", Text.Replace("OBJECTIVES", "minimum-class-confusion", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_says_what_it_left_out_where_it_would_have_been_and_learns_while_it_trains()
    {
        var photos = Path.Combine(_folder, "photos");
        for (var i = 0; i < 60; i++)
        {
            var name = Directory.CreateDirectory(Path.Combine(photos, $"{i % 10}")).FullName;
            File.WriteAllBytes(Path.Combine(name, $"{i}.png"), ImageCodec.EncodePng(new(28, 28, 1, [.. Enumerable.Range(0, 784).Select(p => (byte)(p * (i + 3)))])));
        }
        var (job, run) = (Path.Combine(_folder, "job.yaml"), Path.Combine(_folder, "run"));
        File.WriteAllText(job, $$"""
            name: glyphs
            source: { render: glyphs, count: 40, held-out: 100, size: 28 }
            target: { folder: {{photos}} }
            test: { folder: {{photos}} }
            arms:
              pairs: { stages: [ pretrain: { simclr: {}, steps: 2, batch: 8 }, train: { objectives: [supervised], steps: 2, batch: 8 } ] }
              learned: { augmentation: { weak: [shift], strong: ct-augment-list }, stages: [ train: { objectives: [supervised, fixmatch], steps: 12, batch: 8 } ] }
            """.Replace("ct-augment-list", "[ct-augment: { lag: 2 }, cutout]", StringComparison.Ordinal));
        var (code, _, errors) = Command.Of("run", job, "--out", run).Run(TimeSpan.FromMinutes(5));
        Assert.True(code == 0, errors);
        using var stream = File.OpenRead(Path.Combine(run, "events.msgpack"));
        var warnings = new EventReader(stream).ReadAll().Select(e => e.Payload).OfType<Warning>().Where(warning => warning.Text.Contains("left out", StringComparison.Ordinal)).Select(warning => warning.Text);
        Assert.Equal(["pairs: distort.flip is left out of 'distort-pair': the source declares no flip-horizontal (source.symmetries)."], warnings);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private const string Stages = "stages: [ pretrain: { simclr: {} } ]\n";

    private static Job Read(string source, string rest) =>
        JobReader.Read(YamlTree.Parse($"name: x\n{source}\ntarget: {{ idx: /photos }}\ntest: {{ idx: /photos }}\n{rest}", "job.yaml"));
}
