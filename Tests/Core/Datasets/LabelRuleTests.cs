using System.Reflection;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Learning.Batches;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>The label rule of Core: who reads photos without labels has no way to a label, whatever it does.</summary>
public sealed class LabelRuleTests : IDisposable
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] Classes = ["cat", "dog"];

    // Whatever knows what a photo shows.
    private static readonly Type[] Knowing =
        [typeof(LabelledImages), typeof(LabelledFrame), typeof(EvaluationSet), typeof(OraclePhotos), typeof(FewLabel), typeof(DatasetSample), typeof(IDatasetReader), typeof(SampleTable), typeof(SplitFile), typeof(DatasetPhotos), typeof(IPhotoSet)];

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void No_way_leads_from_unlabelled_photos_to_a_label()
    {
        var reached = Reachable(typeof(UnlabelledPhotos));
        Assert.Contains(typeof(ImageStack), reached);
        Assert.Contains(typeof(SkippedPhotos), reached);
        Assert.Empty(reached.Intersect(Knowing));
        foreach (var type in reached.Where(type => !type.IsEnum && !typeof(Exception).IsAssignableFrom(type)))
            Assert.DoesNotContain(type.GetMembers(Everything), member => Says(member, "Label") || Says(member, "Class"));
        // The search finds a way where there is one.
        Assert.Contains(typeof(LabelledImages), Reachable(typeof(EvaluationSet)));
        Assert.Contains(typeof(OraclePhotos), Reachable(typeof(TrainingData)));
    }

    [Fact]
    public void Every_set_of_photos_hands_out_unlabelled_ones_as_that_type_and_learners_take_no_other()
    {
        var sets = typeof(IPhotoSet).Assembly.GetTypes().Where(type => typeof(IPhotoSet).IsAssignableFrom(type)).ToArray();
        Assert.Contains(typeof(DatasetPhotos), sets);
        Assert.All(sets, set => Assert.Equal(typeof(UnlabelledPhotos), set.GetMethod(nameof(IPhotoSet.ReadUnlabelled))!.ReturnType));
        // Photos come into training and its scores as types from which no way leads to a label.
        Assert.Equal(typeof(IImageSource), typeof(TrainingData).GetProperty(nameof(TrainingData.Target))!.PropertyType);
        Assert.Equal(typeof(UnlabelledPhotos), typeof(HeldOutImages).GetProperty(nameof(HeldOutImages.Photos))!.PropertyType);
        Assert.All([typeof(IImageSource), typeof(PhotoListing)], type => Assert.Empty(Reachable(type).Intersect([.. Knowing, typeof(ILabelledSource)])));
        // What learning has of labels of the target, it has by these two names; the source and what is held out of it have their own.
        Assert.Equal([nameof(TrainingData.LabelledTarget), nameof(TrainingData.Oracle)], typeof(TrainingData).GetProperties()
            .Where(property => property.Name is not (nameof(TrainingData.Source) or nameof(TrainingData.HeldOut)) && Reachable(property.PropertyType).Contains(typeof(LabelledImages))).Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folders_of_classes_leave_no_trace_in_unlabelled_photos()
    {
        // The same files, once by class and once all in the wrong class: what is read without labels can't tell.
        foreach (var (root, swap) in new[] { ("right", 0), ("wrong", 1) })
            for (var i = 0; i < 6; i++)
                Put($"{root}/{Classes[(i + swap) % 2]}/{(i + swap) % 2}{i}.png", (byte)(40 * i));
        var (right, wrong) = (Sorted("right"), Sorted("wrong"));
        Assert.Equal(right, wrong);
        Assert.NotEqual(Labels("right"), Labels("wrong"));

        byte[] Sorted(string root) => [.. Values(new DatasetPhotos(Path.Combine(_folder, root), 8, 1).ReadUnlabelled("train").Images).Order()];
        byte[] Labels(string root)
        {
            var all = new DatasetPhotos(Path.Combine(_folder, root), 8, 1).ReadOracle("train", Classes).Labelled;
            return [.. Values(all.Images).Zip(all.Labels).OrderBy(pair => pair.First).Select(pair => pair.Second)];
        }

        static IEnumerable<byte> Values(ImageStack images) => Enumerable.Range(0, images.Count).Select(i => images[i][0]).ToArray();
    }

    [Fact]
    public void A_split_files_classes_are_not_looked_at_for_unlabelled_photos()
    {
        Put("photos/cat/1.png", 10);
        Put("photos/dog/2.png", 20);
        var split = Path.Combine(_folder, "split.csv");
        File.WriteAllText(split, "name,part,class\ncat/1.png,train,dog\ndog/2.png,test,dog\n");
        var photos = new DatasetPhotos(Path.Combine(_folder, "photos"), 8, 1, splitFile: split);
        Assert.Equal(10, Assert.Single(photos.ReadUnlabelled("train").Images.Pixels.Distinct()));
        Assert.Contains("'cat/1.png' is 'dog'", Assert.Throws<FewLabels.Sim.Core.Errors.FewLabelsException>(() => photos.ReadOracle("train", Classes)).What, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Says(MemberInfo member, string word) => member.Name.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Our types that can be got from one: through fields, properties and methods, hidden ones too, and through generic arguments.</summary>
    private static HashSet<Type> Reachable(Type from)
    {
        var (reached, open) = (new HashSet<Type>(), new Stack<Type>([from]));
        while (open.TryPop(out var type))
        {
            foreach (var part in type.GetGenericArguments().Append(type.GetElementType()).OfType<Type>())
                open.Push(part);
            if (type.Namespace?.StartsWith("FewLabels", StringComparison.Ordinal) != true || !reached.Add(type))
                continue;
            foreach (var member in type.GetMembers(Everything))
            {
                if (member switch { FieldInfo field => field.FieldType, PropertyInfo property => property.PropertyType, MethodInfo method => method.ReturnType, _ => null } is { } next)
                    open.Push(next);
            }
        }
        return reached;
    }

    private void Put(string name, byte value)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ImageCodec.EncodePng(new Image(8, 8, 1, [.. Enumerable.Repeat(value, 64)])));
    }
}
