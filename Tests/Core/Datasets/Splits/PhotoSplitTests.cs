using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Splits;

/// <summary>Splits and lists of labels on real folders of photos.</summary>
public sealed class PhotoSplitTests : IDisposable
{
    private static readonly string[] Classes = ["cat", "dog"];
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string Split => Path.Combine(_folder, "split.csv");

    [Fact]
    public void A_split_files_parts_are_the_splits_of_a_folder()
    {
        for (var i = 0; i < 10; i++)
            Put($"photos/{Classes[i % 2]}/{i}.png", (byte)i);
        var reader = DatasetReaders.Open(Photos);
        var partOf = StratifiedSplit.Of(SampleTable.Read(reader), SplitPart.ParseAll("learn=0.6,judge=0.4", "test"), 1);
        SplitFile.Write(Split, reader.Samples(), reader.Classes, place => partOf[place] == 0 ? "learn" : "judge");
        var set = new DatasetPhotos(Photos, 8, 1, splitFile: Split);
        var (learn, judge) = (set.ReadOracle("learn", Classes).Labelled, set.ReadUnlabelled("judge"));
        Assert.Equal((6, 4), (learn.Count, judge.Count));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (byte)i), Values(learn.Images).Concat(Values(judge.Images)).Order());
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(learn.Images[i][0] % 2, learn.Labels[i]));
        Assert.Equal(4, set.ReadEvaluation("judge", Classes).Count);
        // Few labels come from their part alone.
        Assert.Subset(new HashSet<byte>(Values(learn.Images)), new HashSet<byte>(Values(set.PickLabelled("learn", LabelBudget.OfEachClass(2), 1, Classes).Images)));
        var error = Assert.Throws<FewLabelsException>(() => set.ReadUnlabelled("lern"));
        Assert.Contains("did you mean 'learn'", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_of_other_photos_is_refused_also_where_only_a_part_is_read()
    {
        Put("photos/cat/1.png", 1);
        File.WriteAllText(Split, "name,part\ncat/1.png,train\ncat/2.png,test\n");
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos(Photos, 8, 1, splitFile: Split).ReadUnlabelled("train"));
        Assert.Equal($"{Split}, line 3", error.Where);
    }

    [Fact]
    public void Photos_by_month_are_labelled_by_a_list_alone()
    {
        Put("photos/2024-01/a.png", 1);
        Put("photos/2024-02/b.png", 2);
        Put("photos/2024-02/c.png", 3);
        File.WriteAllText(Split, "name,class\n2024-02/c.png,dog\n2024-01/a.png,cat\n");
        var set = new DatasetPhotos(Photos, 8, 1);
        var picks = set.PickLabelled("train", LabelBudget.OfList(Split), 1, Classes);
        Assert.Equal([(1, 0), (3, 1)], Values(picks.Images).Zip(picks.Labels, (value, label) => ((int)value, (int)label)));
        // Of each class, the months would be taken for classes.
        Assert.Contains("2024-01", Assert.Throws<FewLabelsException>(() => set.PickLabelled("train", LabelBudget.OfEachClass(1), 1, Classes)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_the_datasets_names_of_classes_serves_a_job_with_others()
    {
        // Numbered classes are the job's by place.
        Put("photos/0/a.png", 1);
        Put("photos/1/b.png", 2);
        File.WriteAllText(Split, "name,class\n1/b.png,1\n0/a.png,0\n");
        Assert.Equal([0, 1], new DatasetPhotos(Photos, 8, 1).PickLabelled("train", LabelBudget.OfList(Split), 1, Classes).Labels);
    }

    [Fact]
    public void More_labels_than_groups_are_given_and_said()
    {
        for (var i = 0; i < 12; i++)
            Put($"photos/{Classes[i % 2]}/{i / 6}_{i}.png", (byte)i);
        var photos = new DatasetPhotos(Photos, 8, 1, groups: GroupRule.Parse("(\\d+)_", "test"));
        Assert.Empty(photos.PickLabelled("train", LabelBudget.OfEachClass(2), 1, Classes).Notes);
        var picks = photos.PickLabelled("train", LabelBudget.OfEachClass(3), 1, Classes);
        Assert.Equal(6, picks.Count);
        Assert.Equal(["There is not a group for each label of class 'cat': 3 labels from 2 groups.", "There is not a group for each label of class 'dog': 3 labels from 2 groups."], picks.Notes);
    }

    [Fact]
    public void Tracks_of_signs_never_stand_on_both_sides()
    {
        var root = Path.Combine(SharedData.Unpack("signs.zip", _folder), "signs", "real");
        var reader = DatasetReaders.Open(root, split: "train");
        var parts = SplitPart.ParseAll("train=0.8,val=0.1,test=0.1", "test");
        // Tracks are numbered anew in each class.
        var table = SampleTable.Read(reader, GroupRule.Parse("(\\d+)/(\\d+)_", "test"));
        var partOf = StratifiedSplit.Of(table, parts, 1);
        Assert.Equal(3579, table.Count);
        var leaks = SplitLeaks.Find([.. parts.Select((part, p) => (part.Name, PartReader.Of(reader, partOf, p).Samples()))], GroupRule.Parse("(\\d+)/(\\d+)_", "test"), images: true);
        Assert.True(leaks.None, string.Join(", ", leaks.Examples));
        for (var p = 0; p < 3; p++)
            // Tracks have ten frames and classes some eighty: a small part wants less than a track of many classes, and may grow by a quarter to have one.
        Assert.All(parts.Index(), part =>
        {
            Assert.InRange(partOf.Count(of => of == part.Index) / (part.Item.Share * table.Count), 0.9, 1.25);
            Assert.True(Enumerable.Range(0, table.Count).Where(i => partOf[i] == part.Index).Select(table.ClassOf).Distinct().Count() >= 32);
        });
        // Without the rule nearly every track is torn apart: frames of one track stand beside one another in the folder.
        var torn = StratifiedSplit.Of(SampleTable.Read(reader), parts, 1);
        Assert.True(SplitLeaks.Find([.. parts.Select((part, p) => (part.Name, PartReader.Of(reader, torn, p).Samples()))], GroupRule.Parse("(\\d+)/(\\d+)_", "test"), images: false).SharedGroups > table.GroupCount / 2);
        // Four labels of each class come from four tracks, or from all that the class has.
        var picks = FewLabelPick.Of(table, LabelBudget.OfEachClass(4), 1);
        var tracks = Enumerable.Range(0, table.Count).GroupBy(table.ClassOf).ToDictionary(of => of.Key, of => of.Select(table.GroupOf).Distinct().Count());
        Assert.All(picks.GroupBy(pick => pick.ClassId), of => Assert.Equal(Math.Min(4, tracks[of.Key]), of.Select(pick => table.GroupOf(pick.Sample)).Distinct().Count()));
        Assert.Equal(tracks.Values.Count(count => count < 4), FewLabelPick.Shortages(table, picks).Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Photos => Path.Combine(_folder, "photos");

    private static IEnumerable<byte> Values(ImageStack images) => [.. Enumerable.Range(0, images.Count).Select(i => images[i][0])];

    private void Put(string name, byte value)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ImageCodec.EncodePng(new Image(8, 8, 1, [.. Enumerable.Repeat(value, 64)])));
    }
}
