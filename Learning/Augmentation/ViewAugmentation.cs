using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Policies;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>
/// What becomes of a view's images: the one place where the views that methods ask for meet recipes. A method knows views, a dataset knows neither, and a loader only calls this.
/// </summary>
public sealed class ViewAugmentation : IStateful
{
    private bool _settled;

    /// <summary>Of weak views.</summary>
    public Augmenter Weak { get; init; } = new(new Distortion(DistortionOptions.Nudge));

    /// <summary>Of strong views.</summary>
    public Augmenter Strong { get; init; } = new(new Distortion(DistortionOptions.Distort));

    /// <summary>Of the two views of a pair.</summary>
    public Augmenter Pair { get; init; } = new(new Distortion(DistortionOptions.DistortPair));

    /// <summary>Of views of this kind.</summary>
    public Augmenter Of(ViewKind kind) => kind switch { ViewKind.Strong => Strong, ViewKind.Pair => Pair, _ => Weak };

    /// <summary>Makes a view of images. Runs in the caller's dispose scope.</summary>
    /// <param name="view">Which.</param>
    /// <param name="batch">The batch's number in its stage, from 0.</param>
    /// <param name="images"><c>[N, C, H, W]</c>, in [0, 1].</param>
    /// <param name="keys">A key for each image, the same for all its views.</param>
    /// <param name="cancellation">Of a wait for what has to be learned first.</param>
    /// <returns><c>[N, C, H, W]</c>, in [0, 1]; of a pair <c>[2N, C, H, W]</c>, all first views and then all second ones.</returns>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public Tensor Apply(View view, long batch, Tensor images, ReadOnlySpan<StreamKey> keys, CancellationToken cancellation = default)
    {
        return Views.KindOf(view) switch
        {
            ViewKind.Strong => Of(Strong, keys, "strong"),
            ViewKind.Pair => cat([Of(Pair, keys, "first"), Of(Pair, keys, "second")]),
            _ => Of(Weak, keys, "weak"),
        };

        Tensor Of(Augmenter augmenter, ReadOnlySpan<StreamKey> keys, string use)
        {
            var own = new StreamKey[keys.Length];
            for (var i = 0; i < own.Length; i++)
                own[i] = keys[i].With(use);
            return _settled ? augmenter.Apply(images, own) : augmenter.Apply(images, own, batch, cancellation);
        }
    }

    /// <summary>
    /// After a step: lets what learns try changes on the batch's labelled images (the few labelled photos, or else renders), as the averaged network sees them. Does nothing where nothing learns, or the batch
    /// has no view that would use it.
    /// </summary>
    /// <param name="step">The step's number in its stage, from 0; each once and in order.</param>
    /// <param name="batch">What was trained on.</param>
    /// <param name="average">The averaged network, in evaluation mode.</param>
    /// <param name="key">Of the stage.</param>
    /// <exception cref="InvalidOperationException">The batch has no labelled images.</exception>
    public void Learn(long step, Batch batch, Network average, StreamKey key)
    {
        var learners = LearnersOf(batch.Images.Keys).ToArray();
        if (learners.Length == 0)
            return;
        var view = LabelledView(batch.Labels.Keys) ?? throw new InvalidOperationException("An augmentation that learns needs labelled images in the batch.");
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var images = Pixels.Denormalise(batch.Images[view]);
        var labels = batch.Labels[view];
        foreach (var (name, learner) in learners)
        {
            var keys = new StreamKey[images.shape[0]];
            for (var i = 0; i < keys.Length; i++)
                keys[i] = key.With("probe").With(name).With(step).With(i);
            var (probes, tried) = learner.Probe(images, keys);
            var logits = average.Classify(average.Features(Pixels.ForNetwork(probes), Views.DomainOf(view)));
            var proximities = CtAugment.Proximity(nn.functional.softmax(logits.to(float32), 1), labels);
            learner.Learn(tried, proximities.data<float>().ToArray());
        }
    }

    /// <summary>Does a stage with these views need labelled images for <see cref="Learn"/>, and have none?</summary>
    public bool LacksLabels(IReadOnlyCollection<View> views) => LearnersOf(views).Any() && LabelledView(views) is null;

    /// <summary>Does any of it learn? Then it has a state, which a checkpoint has to keep.</summary>
    public bool Learns => Learners().Any();

    /// <summary>The same with what has been learned so far, whatever the batch.</summary>
    public ViewAugmentation Settled() => new() { Weak = Weak, Strong = Strong, Pair = Pair, _settled = true };

    public IEnumerable<(string Name, Tensor Value)> State() =>
        Learners().SelectMany(learner => learner.Learner.State().Select(part => ($"{learner.Name}.{part.Name}", part.Value)));

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (var (name, learner) in Learners())
            learner.Restore(state.Where(part => part.Key.StartsWith(name + ".", StringComparison.Ordinal)).ToDictionary(part => part.Key[(name.Length + 1)..], part => part.Value));
    }

    private IEnumerable<(string Name, CtAugment Learner)> Learners() => Enum.GetValues<ViewKind>().SelectMany(Learners);

    private IEnumerable<(string Name, CtAugment Learner)> LearnersOf(IEnumerable<View> views) => views.Select(Views.KindOf).Distinct().SelectMany(Learners);

    private IEnumerable<(string Name, CtAugment Learner)> Learners(ViewKind kind)
    {
        return Of(kind).Learners.Select((learner, i) => ($"{kind}.{learner.Name}.{i}".ToLowerInvariant(), learner));
    }

    private static View? LabelledView(IEnumerable<View> views) =>
        views.Where(Views.HasLabels).OrderByDescending(view => Views.DomainOf(view) == Domain.Target).Select(view => (View?)view).FirstOrDefault();
}
