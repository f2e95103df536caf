using System.Globalization;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>
/// The border of learning: holds what a stage is to learn from against its network and its batches before the first step. What libtorch would answer with
/// sizes of matrices, or not at all, is said here in words.
/// </summary>
public static class TrainingInputs
{
    /// <summary>A batch norm has nothing to compare a single image with.</summary>
    private const int FewestSamples = 2;

    /// <summary>Looks at everything that is known before images are read.</summary>
    /// <param name="data">What the stage may learn from.</param>
    /// <param name="shape">The network's.</param>
    /// <param name="views">What the stage asks for.</param>
    /// <param name="batch">Source images a step.</param>
    /// <param name="targetRatio">Photos a step for each of them.</param>
    /// <returns>What a user should know and need not act on, each a sentence.</returns>
    /// <exception cref="FewLabelsException">The images are of another size or of other channels than the network's, there are too few, or of too few classes.</exception>
    public static IReadOnlyList<string> Check(TrainingData data, NetworkShape shape, IEnumerable<View> views, int batch, int targetRatio)
    {
        var asked = views.Distinct().ToArray();
        RequireViews(data, asked);
        if (shape.Classes.Count < 2 && asked.Any(Views.HasLabels))
            throw OneClass("The network tells", shape.Classes.Count, "network");
        var notes = new List<string>();
        foreach (var view in asked.OrderBy(view => view))
        {
            switch (view)
            {
                case View.Source:
                    RequireClasses(data.Source.Classes, shape, data.Source.Origin);
                    RequireSeveral(data.Source.PerClass, data.Source.Classes, data.Source.Origin);
                    RequireShape(data.Source.Shape, shape, data.Source.Origin);
                    Note(data.Source.Count, batch, data.Source.Origin);
                    break;
                case View.SourcePair:
                    RequireShape(data.Source.Shape, shape, data.Source.Origin);
                    Note(data.Source.Count, batch, data.Source.Origin);
                    break;
                case View.LabelledTarget:
                    RequireLabelled(data.LabelledTarget!, shape, "the labelled photos");
                    break;
                case View.OracleTarget:
                    RequireLabelled(data.Oracle!.Labelled, shape, "the oracle's photos");
                    Note(data.Oracle.Labelled.Count, batch, "the oracle's photos");
                    break;
                default:
                    RequireShape(data.Target.Shape, shape, data.Target.Origin);
                    Note(data.Target.Count, view == View.TargetPair ? batch : batch * targetRatio, data.Target.Origin);
                    break;
            }
        }
        return [.. notes.Distinct()];

        void Note(long? count, int take, string origin)
        {
            if (count < take)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{origin}: there are {count} images and a batch takes {take}, so each batch holds some of them more than once, augmented apart."));
        }
    }

    /// <summary>Looks whether the images that views ask for are there, and enough of them.</summary>
    /// <exception cref="FewLabelsException">They are not.</exception>
    internal static void RequireViews(TrainingData data, IEnumerable<View> views)
    {
        foreach (var view in views)
        {
            var (count, origin) = view switch
            {
                View.LabelledTarget => (data.LabelledTarget?.Count ?? 0, "the labelled photos"),
                View.OracleTarget => (data.Oracle?.Labelled.Count ?? 0, "the oracle's photos"),
                _ when Views.DomainOf(view) == Domain.Source => (data.Source.Count, data.Source.Origin),
                _ => (data.Target.Count, data.Target.Origin),
            };
            if (count == 0)
                throw new FewLabelsException("The stage asks for images and there are none", origin,
                    view == View.LabelledTarget ? "Set labels-per-class or labels, or take 'supervised-target' out of the stage." : "Choose another split or another dataset, or objectives that do without.");
            if (count < FewestSamples)
                throw new FewLabelsException("There is a single image to learn from", origin,
                    $"Give at least {FewestSamples}, better hundreds: normalisation over a batch needs images that differ. A set smaller than a batch is gone through more than once in each.");
        }
    }

    /// <summary>Holds images against the network.</summary>
    /// <exception cref="FewLabelsException">Another size, other channels, or not square.</exception>
    public static void RequireShape(ImageShape images, NetworkShape shape, string origin)
    {
        var expected = new ImageShape(shape.Size, shape.Size, shape.Channels);
        if (images == expected)
            return;
        var remedy = images.Height != images.Width ? "Networks take square images: cut or pad them, or read them with DatasetPhotos, which brings them to squares."
            : images.Channels != shape.Channels ? "Read the images in the network's channels (source.channels of a job), or make the network for theirs."
            : "Read the images in the network's size (source.size of a job), or make the network for theirs.";
        throw new FewLabelsException($"The images are {images} and the network takes {expected}", origin, remedy);
    }

    private static void RequireLabelled(LabelledImages photos, NetworkShape shape, string origin)
    {
        RequireClasses(photos.Classes, shape, origin);
        RequireSeveral(LabelledStackSource.Counts(photos.Labels, photos.Classes.Count, origin), photos.Classes, origin);
        RequireShape(new(photos.Images.Height, photos.Images.Width, photos.Images.Channels), shape, origin);
    }

    private static void RequireClasses(IReadOnlyList<string> classes, NetworkShape shape, string origin)
    {
        if (!classes.SequenceEqual(shape.Classes))
            throw new FewLabelsException($"The classes are {Words(classes)} and the network's are {Words(shape.Classes)}", origin,
                "Source, labelled photos and network must have the same classes in the same order.");
    }

    private static void RequireSeveral(IReadOnlyList<int>? perClass, IReadOnlyList<string> classes, string origin)
    {
        if (perClass?.Count(count => count > 0) == 1)
            throw OneClass($"All images are of class '{classes[perClass.Index().First(one => one.Item > 0).Index]}', so they tell", 1, origin);
    }

    private static FewLabelsException OneClass(string what, int classes, string origin) =>
        new($"{what} {classes} class{(classes == 1 ? "" : "es")} apart", origin, "Give images of at least two classes: with one there is nothing to learn.");

    private static string Words(IReadOnlyList<string> classes) => $"{classes.Count} ({string.Join(", ", classes.Take(20))}{(classes.Count > 20 ? ", …" : "")})";
}
