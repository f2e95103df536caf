using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Merging;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Merging;

public sealed class DatasetMergeTests : IDisposable
{
    private const int Count = 9;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public static TheoryData<string, int> Formats => [.. DatasetWriters.Formats.SelectMany(format => new[] { (format, 1), (format, 2) })];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Shards_become_what_one_session_would_have_written(string format, int steps)
    {
        var whole = Write(format, "whole", 0, Count, 1, 1, steps: steps);
        string[] shards = [Write(format, "c", 5, 9, 3, 3, steps: steps), Write(format, "a", 0, 2, 1, 3, steps: steps), Write(format, "b", 2, 5, 2, 3, steps: steps)];
        var merge = new DatasetMerge(shards);
        merge.Write(At("merged"), copy: false, null, TestContext.Current.CancellationToken);
        Assert.Equal(SomeFrames.Files(whole).OrderBy(file => file.Key), SomeFrames.Files(At("merged")).OrderBy(file => file.Key));
        Assert.Equal((format, 9L), (merge.Format, merge.Count));
        // The shards are what they were.
        Assert.Equal(SomeFrames.Files(shards[1]).OrderBy(file => file.Key), SomeFrames.Files(Write(format, "again", 0, 2, 1, 3, steps: steps)).OrderBy(file => file.Key));
    }

    [Fact]
    public void Frames_that_were_set_aside_stay_so()
    {
        SetAsideFrame[] aside = [new(1, true, "A box is not where its pixels are."), new(6, false, "It could not be made.")];
        var whole = Write("folder", "whole", 0, Count, 1, 1, aside);
        string[] shards = [Write("folder", "a", 0, 4, 1, 2, aside), Write("folder", "b", 4, 9, 2, 2, aside)];
        new DatasetMerge(shards).Write(At("merged"), copy: true, null, TestContext.Current.CancellationToken);
        Assert.Equal(SomeFrames.Files(whole).OrderBy(file => file.Key), SomeFrames.Files(At("merged")).OrderBy(file => file.Key));
    }

    [Fact]
    public void Files_are_linked_or_copied_and_changing_the_one_by_renaming_leaves_the_other()
    {
        string[] shards = [Write("folder", "a", 0, 4, 1, 2), Write("folder", "b", 4, 9, 2, 2)];
        new DatasetMerge(shards).Write(At("linked"), copy: false, null, TestContext.Current.CancellationToken);
        new DatasetMerge(shards).Write(At("copied"), copy: true, null, TestContext.Current.CancellationToken);
        File.AppendAllText(Path.Combine(shards[0], "disc/00000000.png"), "x");
        Assert.Equal(new FileInfo(Path.Combine(shards[0], "disc/00000000.png")).Length, new FileInfo(Path.Combine(At("linked"), "disc/00000000.png")).Length);
        Assert.NotEqual(new FileInfo(Path.Combine(shards[0], "disc/00000000.png")).Length, new FileInfo(Path.Combine(At("copied"), "disc/00000000.png")).Length);
        // Tables are no links: they are others than the shards'.
        File.AppendAllText(Path.Combine(shards[0], "metadata.jsonl"), "x");
        Assert.Equal(File.ReadAllBytes(Path.Combine(At("copied"), "metadata.jsonl")), File.ReadAllBytes(Path.Combine(At("linked"), "metadata.jsonl")));
    }

    [Theory]
    [InlineData("gap", "Images 4 to 6 are missing before this shard")]
    [InlineData("end", "Images 7 to 8 of 9 are missing after the last shard")]
    [InlineData("start", "Images 0 to 3 are missing before this shard")]
    [InlineData("overlap", "Images 2 to 3 are in two shards")]
    [InlineData("one", "Images 3 are in two shards")]
    [InlineData("seed", "its seed is 8, not 7")]
    [InlineData("format", "its format is \"solo\", not \"folder\"")]
    [InlineData("whole", "is part of 10 images")]
    [InlineData("unfinished", "not finished")]
    [InlineData("none", "holds no dataset of ours")]
    [InlineData("absent", "no shard here")]
    [InlineData("damaged", "JSON")]
    public void What_does_not_belong_together_is_refused_by_name(string wrong, string says)
    {
        string[] shards = wrong switch
        {
            "gap" => [Write("folder", "a", 0, 4, 1, 3), Write("folder", "c", 7, 9, 3, 3)],
            "end" => [Write("folder", "a", 0, 4, 1, 3), Write("folder", "b", 4, 7, 2, 3)],
            "start" => [Write("folder", "b", 4, 9, 2, 3)],
            "overlap" => [Write("folder", "a", 0, 4, 1, 3), Write("folder", "b", 2, 9, 2, 3)],
            "one" => [Write("folder", "a", 0, 4, 1, 3), Write("folder", "b", 3, 9, 2, 3)],
            "seed" => [Write("folder", "a", 0, 4, 1, 2), Write("folder", "b", 4, 9, 2, 2, plan: plan => plan with { Seed = 8 })],
            "format" => [Write("folder", "a", 0, 4, 1, 2), Write("solo", "b", 4, 9, 2, 2)],
            "whole" => [Write("folder", "a", 0, 4, 1, 2), Write("folder", "b", 4, 9, 2, 2, plan: plan => plan with { Whole = 10 })],
            "unfinished" => [Write("folder", "a", 0, 4, 1, 2), Write("folder", "b", 4, 9, 2, 2, finish: false)],
            "none" => [Write("folder", "a", 0, 4, 1, 2), Directory.CreateDirectory(At("b")).FullName],
            "absent" => [Write("folder", "a", 0, 4, 1, 2), At("nowhere")],
            _ => [Write("folder", "a", 0, 4, 1, 2), Damaged()],
        };
        var error = Assert.Throws<FewLabelsException>(() => new DatasetMerge(shards));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);

        string Damaged()
        {
            var folder = Write("folder", "b", 4, 9, 2, 2);
            File.WriteAllText(Path.Combine(folder, "dataset.json"), "{ no");
            return folder;
        }
    }

    [Fact]
    public void A_merge_that_fails_or_is_ended_leaves_nothing_and_never_writes_over_anything()
    {
        string[] shards = [Write("folder", "a", 0, 4, 1, 2), Write("folder", "b", 4, 9, 2, 2)];
        var full = Directory.CreateDirectory(At("full")).FullName;
        File.WriteAllText(Path.Combine(full, "mine"), "x");
        Assert.Contains("not empty", Assert.Throws<FewLabelsException>(() => new DatasetMerge(shards).Write(full, false, null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => new DatasetMerge(shards).Write(At("ended"), false, null, new CancellationToken(canceled: true)));
        File.Delete(Path.Combine(shards[1], "disc", "00000004.png"));
        Assert.Contains("is missing", Assert.Throws<FewLabelsException>(() => new DatasetMerge(shards).Write(At("failed"), false, null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "full"], Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string format, string name, int first, int end, int shard, int shards, SetAsideFrame[]? aside = null, int steps = 1, Func<DatasetPlan, DatasetPlan>? plan = null, bool finish = true)
    {
        var folder = At(name);
        var whole = SoundFrames.Plan(Count, steps);
        var part = whole with { First = first, Count = end - first, Shard = shard, Shards = shards, Command = shards > 1 ? whole.Command!.Replace(" --out", $" --shard {shard}/{shards} --out", StringComparison.Ordinal) : whole.Command };
        using var writer = DatasetWriters.Create(format, folder, plan?.Invoke(part) ?? part);
        for (var index = first; index < end; index++)
        {
            if (aside?.Any(frame => frame.Index == index) == true)
                continue;
            for (var step = 0; step < steps; step++)
            {
                var frame = SoundFrames.Of(index, step);
                // YOLO without a task takes masks or keypoints, not both.
                writer.Write(frame with { Annotations = [.. frame.Annotations.Where(annotation => DatasetWriters.Holds(format, annotation) && !(format == "yolo" && annotation is Keypoints))] });
            }
        }
        if (finish)
            writer.Complete([.. aside?.Where(frame => frame.Index >= first && frame.Index < end) ?? []]);
        return folder;
    }
}
