using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Inference;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.SemiSupervised;
using Xunit;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Learning.Batches;

/// <summary>Bad input at the border of learning: a clear message before the first step, and not libtorch's.</summary>
public sealed class TrainingInputsTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        // what is wrong, what is found, what to do
        { "size", "20×20 pixels, grey and the network takes 28×28", "size" },
        { "channels", "28×28 pixels, RGB and the network takes 28×28 pixels, grey", "channels" },
        { "not square", "20×28 pixels, grey and the network takes 28×28", "square" },
        { "target size", "20×20 pixels, grey and the network takes 28×28", "size" },
        { "labelled size", "20×20 pixels, grey and the network takes 28×28", "size" },
        { "one class", "All images are of class 'middle'", "at least two classes" },
        { "one labelled class", "All images are of class 'middle'", "at least two classes" },
        { "other classes", "The classes are 2 (cat, dog) and the network's are 3 (top, middle, bottom)", "same classes in the same order" },
        { "classes in another order", "(bottom, middle, top)", "same order" },
        { "other labelled classes", "(cat, dog)", "same classes" },
        { "empty target", "there are none", "Choose another" },
        { "no labelled photos", "there are none", "labels-per-class" },
        { "no oracle", "there are none", "Choose another" },
        { "a single image", "a single image", "at least 2" },
        { "a single photo", "a single image", "at least 2" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_does_not_fit_is_said_before_the_first_step(string what, string found, string remedy)
    {
        var (data, objectives) = Make(what);
        var events = new TinyData.Events();
        using var network = Network.Create(TinyData.Shape, 1);
        var error = Assert.Throws<FewLabelsException>(() => TinyData.Trainer(new() { Steps = 3, Batch = 16 }, events).Run(network, objectives, data, TestContext.Current.CancellationToken));
        Assert.Contains(found, error.What, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(events.All, e => e is StepEvent);
    }

    [Fact]
    public void A_label_without_a_class_stops_at_the_step_that_it_shows_in()
    {
        var data = new TrainingData(new Mislabelled(), new StackSource(TinyData.Bars(20, 1).Images));
        using var network = Network.Create(TinyData.Shape, 1);
        var error = Assert.Throws<FewLabelsException>(() => TinyData.Trainer(new() { Steps = 10, Batch = 16 }).Run(network, [new Supervised()], data, TestContext.Current.CancellationToken));
        Assert.Contains("Image 40 has the label 3 and there are 3 classes, 0 to 2", error.What, StringComparison.Ordinal);
        Assert.Equal("a plug-in", error.Where);
    }

    [Theory]
    [InlineData("made by hand", "labelled images in memory")]
    [InlineData("changed later", "some images")]
    [InlineData("listed files", "/photos")]
    [InlineData("labelled photos", "the labelled photos")]
    [InlineData("all labels", "the oracle's photos")]
    public void A_label_without_a_class_is_refused_before_the_first_step_where_it_can_be_seen(string kind, string where)
    {
        using var network = Network.Create(TinyData.Shape, 1);
        var fits = TinyData.Data(40);
        // As a program might do it: the array stays the caller's.
        static LabelledImages Changed(LabelledImages images)
        {
            images.Labels[7] = 9;
            return images;
        }
        var events = new TinyData.Events();
        var error = Assert.Throws<FewLabelsException>(() =>
        {
            var bars = TinyData.Bars(40, 1);
            byte[] labels = [.. bars.Labels.Select((label, i) => i == 7 ? (byte)9 : label)];
            var (data, view) = kind switch
            {
                "made by hand" => (fits with { Source = new LabelledStackSource(new(bars.Images, labels, TinyData.Classes)) }, View.Source),
                "changed later" => (fits with { Source = new LabelledStackSource(Changed(bars), "some images") }, View.Source),
                "listed files" => (fits with { Source = new LabelledFileSource(new("/photos", 28, 1, [.. labels.Select((_, i) => $"{i}.png")], labels, TinyData.Classes, i => bars.Images.Copy(i).Pixels), new()) }, View.Source),
                "labelled photos" => (fits with { LabelledTarget = Changed(bars) }, View.LabelledTarget),
                _ => (fits with { Oracle = new(Changed(bars)) }, View.OracleTarget),
            };
            TinyData.Trainer(new() { Steps = 3, Batch = 16 }, events).Run(network, [new Supervised(view)], data, TestContext.Current.CancellationToken);
        });
        Assert.Contains("Image 7 has the label 9 and there are 3 classes, 0 to 2", error.What, StringComparison.Ordinal);
        Assert.Equal(where, error.Where);
        Assert.Contains("mend", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(events.All, e => e is StepEvent);
    }

    [Fact]
    public void Fewer_images_than_a_batch_takes_are_gone_through_more_than_once_and_told()
    {
        var data = new TrainingData(TinyData.Bars(5, 1), new(TinyData.Bars(7, 2).Images)) { LabelledTarget = TinyData.Bars(3, 4) };
        Assert.True(data.LabelledTarget.Labels.Distinct().Count() > 1);
        var events = new TinyData.Events();
        using var network = Network.Create(TinyData.Shape, 1);
        using var trained = TinyData.Trainer(new() { Steps = 4, Batch = 16 }, events)
            .Run(network, [new Supervised(), new Supervised(View.LabelledTarget), new FixMatch(new())], data, TestContext.Current.CancellationToken);
        var warnings = events.All.OfType<Warning>().Select(warning => warning.Text).ToArray();
        Assert.Contains(warnings, text => text.Contains("there are 5 images and a batch takes 16", StringComparison.Ordinal));
        Assert.Contains(warnings, text => text.Contains("there are 7 images and a batch takes 16", StringComparison.Ordinal));
        Assert.Equal(2, warnings.Count(text => text.Contains("a batch takes", StringComparison.Ordinal)));
        Assert.All(warnings, text => Assert.StartsWith("arm, stage 0: ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_trained_network_refuses_images_that_are_not_for_it()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        var predictor = new Predictor(network);
        Assert.Contains("20×28 pixels, grey and the network takes 28×28", Assert.Throws<FewLabelsException>(() => predictor.Classes(new(1, 28, 20, 1, new byte[560]), Domain.Target)).What, StringComparison.Ordinal);
        Assert.Contains("no images", Assert.Throws<FewLabelsException>(() => predictor.Classes(new(0, 28, 28, 1, []), Domain.Target)).What, StringComparison.Ordinal);
    }

    private static (TrainingData Data, Objective[] Objectives) Make(string what)
    {
        var fits = TinyData.Data(40);
        static ImageStack Stack(int height, int width, int channels) => new(20, height, width, channels, new byte[20 * height * width * channels]);
        static LabelledImages Source(ImageStack images, string[]? classes = null) => new(images, [.. Enumerable.Range(0, images.Count).Select(i => (byte)(i % 2))], classes ?? TinyData.Classes);
        TrainingData With(LabelledImages source) => fits with { Source = new LabelledStackSource(source) };
        Objective[] plain = [new Supervised()];
        Objective[] photos = [new Supervised(), new FixMatch(new())];
        Objective[] labelled = [new Supervised(), new Supervised(View.LabelledTarget)];
        var middle = new LabelledImages(Stack(28, 28, 1), [.. Enumerable.Repeat((byte)1, 20)], TinyData.Classes);
        return what switch
        {
            "size" => (With(Source(Stack(20, 20, 1))), plain),
            "channels" => (With(Source(Stack(28, 28, 3))), plain),
            "not square" => (With(Source(Stack(28, 20, 1))), plain),
            "target size" => (fits with { Target = new StackSource(Stack(20, 20, 1)) }, photos),
            "labelled size" => (fits with { LabelledTarget = Source(Stack(20, 20, 1)) }, labelled),
            "one class" => (With(middle), plain),
            "one labelled class" => (fits with { LabelledTarget = middle }, labelled),
            "other classes" => (With(Source(Stack(28, 28, 1), ["cat", "dog"])), plain),
            "classes in another order" => (With(Source(Stack(28, 28, 1), ["bottom", "middle", "top"])), plain),
            "other labelled classes" => (fits with { LabelledTarget = Source(Stack(28, 28, 1), ["cat", "dog"]) }, labelled),
            "empty target" => (fits with { Target = new StackSource(new(0, 28, 28, 1, [])) }, photos),
            "no labelled photos" => (fits with { LabelledTarget = null }, labelled),
            "no oracle" => (fits, [new Supervised(View.OracleTarget)]),
            "a single image" => (With(TinyData.Bars(1, 1)), plain),
            "a single photo" => (fits with { Target = new StackSource(TinyData.Bars(1, 1).Images) }, photos),
            _ => throw new ArgumentException(what),
        };
    }

    /// <summary>A source whose fortieth image has a class that is not there, as a faulty plug-in might.</summary>
    private sealed class Mislabelled : ILabelledSource
    {
        public string Origin => "a plug-in";

        public ImageShape Shape => new(28, 28, 1);

        public long? Count => null;

        public IReadOnlyList<string> Classes => TinyData.Classes;

        public IReadOnlyList<int>? PerClass => null;

        public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation)
        {
            for (var i = 0; i < indices.Length; i++)
                labels[i] = (byte)(indices[i] == 40 ? 3 : indices[i] % 3);
        }
    }
}
