using System.Diagnostics;
using System.Globalization;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>
/// Makes a stage's batches ahead of the trainer, on threads of its own. Source, photos and labelled photos advance independently and
/// never end. Batch n is a function of the key and n alone, whatever the number of threads and whichever batch came first.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    /// <summary>Batches that are ready, beside those under way: enough to ride out a hiccup; more would only hold memory.</summary>
    private const int Ahead = 4;

    /// <summary>More threads than this would take turns at the memory.</summary>
    private const int MostWorkers = 8;

    /// <summary>More waiting than this is told: every shipped job stays below.</summary>
    private const double MostWaitShare = 0.05;

    private static readonly TimeSpan WorthAWord = TimeSpan.FromSeconds(1);

    private readonly TrainingData _data;
    private readonly IReadOnlyList<View> _views;
    private readonly int _batch;
    private readonly int _targetRatio;
    private readonly StreamKey _key;
    private readonly Dictionary<string, EndlessOrder> _orders;
    private readonly OrderedQueue<Batch> _queue;
    private readonly int _workers;
    private TimeSpan _waited;
    private TimeSpan _waitedForFirst;
    private long _firstTaken;
    private long _reading;
    private long _making;

    /// <param name="data">What to draw from.</param>
    /// <param name="views">Which kinds of images each batch carries.</param>
    /// <param name="batch">Source images a step; at most as many or all labelled photos.</param>
    /// <param name="targetRatio">Photos a step for each source image: μ of FixMatch.</param>
    /// <param name="key">Of this stage.</param>
    /// <param name="first">The batch to begin with: what a stage that goes on has done.</param>
    /// <param name="workers">Threads that make batches; 0 for <see cref="DefaultWorkers"/>. Batches don't depend on it.</param>
    /// <exception cref="FewLabelsException">A view's images are not there, or too few.</exception>
    public BatchLoader(TrainingData data, IEnumerable<View> views, int batch, int targetRatio, StreamKey key, long first = 0, int workers = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        (_data, _views, _batch, _targetRatio, _key) = (data, [.. views.Distinct().Order()], batch, targetRatio, key);
        _workers = workers > 0 ? workers : DefaultWorkers;
        TrainingInputs.RequireViews(data, _views);
        _orders = _views.DistinctBy(RoleOf).ToDictionary(RoleOf, view => new EndlessOrder(CountOf(view), key.With(RoleOf(view))));
        _queue = new(Make, first, _workers, _workers + Ahead, TorchThreads.OneHere);
    }

    /// <summary>Half the cores, at least 1 and at most 8: the other half is the network's.</summary>
    public static int DefaultWorkers { get; } = Math.Clamp(Environment.ProcessorCount / 2, 1, MostWorkers);

    /// <summary>How long <see cref="Take"/> has waited in all.</summary>
    public TimeSpan Waited => _waited;

    /// <summary>Share of the time since the first batch was there in which <see cref="Take"/> waited, in [0, 1]. The first is left out: nothing can be ready for it.</summary>
    public double WaitShare => _firstTaken == 0 ? 0 : Math.Min(1, (_waited - _waitedForFirst) / Stopwatch.GetElapsedTime(_firstTaken));

    /// <summary>What to tell the user of the waiting so far, with what to do; null where it is not worth a word: at most 5 % of the time, or less than a second.</summary>
    public string? WaitWarning() => WaitShare <= MostWaitShare || _waited - _waitedForFirst < WorthAWord ? null
        : string.Create(CultureInfo.InvariantCulture, $"training waited {100 * WaitShare:F0} % of its time for images. {WaitRemedy()}");

    private string WaitRemedy()
    {
        var slow = new[] { _data.Source.WhenSlow, _data.Target.WhenSlow }.Where((remedy, i) => remedy is not null && _views.Any(view => RoleOf(view) == (i == 0 ? "source" : "target")));
        var workers = _workers < Environment.ProcessorCount ? $"Set workers above {_workers}" : "Make batches on a machine with more cores, or ask for fewer views";
        return Interlocked.Read(ref _reading) > Interlocked.Read(ref _making) / 2 ? string.Join(" ", slow.DefaultIfEmpty($"{workers}.")) : $"{workers}: augmenting takes longer than the network's step.";
    }

    /// <summary>The next batch; the caller disposes it.</summary>
    public Batch Take()
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return _queue.Take();
        }
        finally
        {
            _waited += Stopwatch.GetElapsedTime(start);
            if (_firstTaken == 0)
                (_firstTaken, _waitedForFirst) = (Stopwatch.GetTimestamp(), _waited);
        }
    }

    /// <summary>How many batches it takes until each kind of images that they carry has shown so many, or, where it has fewer, all of them once.</summary>
    public int BatchesFor(long images) => (int)_views.Max(view => Math.Ceiling((double)Math.Min(images, CountOf(view) ?? images) / TakeOf(view)));

    public void Dispose() => _queue.Dispose();

    /// <summary>Batch <paramref name="number"/>, also out of order, on any thread.</summary>
    internal Batch Make(long number, CancellationToken cancellation = default)
    {
        var start = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        var (images, labels) = (new Dictionary<View, Tensor>(), new Dictionary<View, Tensor>());
        // Views of the same images share a drawing: TargetStrong is the strong view of Target.
        var drawings = new Dictionary<(string Role, int Take), Drawing>();
        foreach (var view in _views)
        {
            var drawn = (RoleOf(view), TakeOf(view));
            if (!drawings.TryGetValue(drawn, out var drawing))
                drawings[drawn] = drawing = Draw(view, number, cancellation);
            cancellation.ThrowIfCancellationRequested();
            images[view] = Pixels.ForNetwork(_data.Augmentation.Apply(view, number, drawing.Images, drawing.Keys, cancellation));
            if (Views.HasLabels(view))
                labels[view] = tensor(drawing.Labels!);
        }
        // Only now: what fails before leaves nothing behind.
        foreach (var made in images.Values.Concat(labels.Values))
            made.DetachFromDisposeScope();
        Interlocked.Add(ref _making, Stopwatch.GetTimestamp() - start);
        return new(images, labels);
    }

    // The images that batch number n has of a role: the next of its endless order.
    private Drawing Draw(View view, long number, CancellationToken cancellation)
    {
        var (role, take) = (RoleOf(view), TakeOf(view));
        var (indices, keys) = (new long[take], new StreamKey[take]);
        var (order, key) = (_orders[role], _key.With(role));
        for (var i = 0; i < take; i++)
        {
            (indices[i], var epoch) = order.At(number * take + i);
            keys[i] = key.With(epoch).With(indices[i]);
        }
        var shape = ShapeOf(view);
        var bytes = empty([take, shape.Height, shape.Width, shape.Channels], uint8);
        var start = Stopwatch.GetTimestamp();
        var labels = Read(view, indices, bytes.bytes, cancellation);
        Interlocked.Add(ref _reading, Stopwatch.GetTimestamp() - start);
        return new(Pixels.Floats(bytes), keys, labels is null ? null : Array.ConvertAll(labels, label => (long)label));
    }

    private byte[]? Read(View view, long[] indices, Span<byte> pixels, CancellationToken cancellation)
    {
        if (Views.DomainOf(view) == Domain.Target && !Views.HasLabels(view))
        {
            _data.Target.Read(indices, pixels, cancellation);
            return null;
        }
        var labels = new byte[indices.Length];
        if (LabelledTarget(view) is { } photos)
        {
            StackSource.Copy(photos.Images, indices, pixels);
            for (var i = 0; i < labels.Length; i++)
                labels[i] = photos.Labels[indices[i]];
            return labels;
        }
        _data.Source.Read(indices, pixels, labels, cancellation);
        LabelledImages.RequireClasses(labels, _data.Source.Classes.Count, _data.Source.Origin, indices);
        return labels;
    }

    private LabelledImages? LabelledTarget(View view) => view switch
    {
        View.LabelledTarget => _data.LabelledTarget,
        View.OracleTarget => _data.Oracle?.Labelled,
        _ => null,
    };

    private static string RoleOf(View view) => Views.DomainOf(view) == Domain.Source ? "source" : Views.HasLabels(view) ? view.ToString() : "target";

    private long? CountOf(View view) => LabelledTarget(view) is { } photos ? photos.Count : Views.DomainOf(view) == Domain.Source ? _data.Source.Count : _data.Target.Count;

    private ImageShape ShapeOf(View view) => LabelledTarget(view) is { Images: var photos } ? new(photos.Height, photos.Width, photos.Channels)
        : Views.DomainOf(view) == Domain.Source ? _data.Source.Shape : _data.Target.Shape;

    /// <summary>Images a batch. Sets of fewer come round within a batch, but for the few labelled photos: twice the same of those adds nothing.</summary>
    private int TakeOf(View view) => view switch
    {
        View.Target or View.TargetStrong => _batch * _targetRatio,
        View.LabelledTarget => Math.Min(_batch, _data.LabelledTarget!.Count),
        _ => _batch,
    };

    /// <summary>A role's images of a batch, before any augmentation: <c>[N, C, H, W]</c> in [0, 1], a key and, where there are labels, a label for each.</summary>
    private sealed record Drawing(Tensor Images, StreamKey[] Keys, long[]? Labels);
}
