using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>
/// Makes a stage's batches ahead of the trainer, on a thread of its own. Source, photos and labelled photos advance independently and
/// never end. Batch n is a function of the key and n alone.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    /// <summary>Enough to ride out a hiccup; more would only hold memory.</summary>
    private const int Ahead = 4;

    private readonly TrainingData _data;
    private readonly IReadOnlyList<View> _views;
    private readonly int _batch;
    private readonly int _targetRatio;
    private readonly StreamKey _key;
    private readonly Dictionary<string, EndlessOrder> _orders = [];
    private readonly BlockingCollection<Batch> _ready = new(Ahead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private TimeSpan _waited;

    /// <param name="data">What to draw from.</param>
    /// <param name="views">Which kinds of images each batch carries.</param>
    /// <param name="batch">Source images a step; at most 64 or all labelled photos.</param>
    /// <param name="targetRatio">Photos a step for each source image: μ of FixMatch.</param>
    /// <param name="key">Of this stage.</param>
    public BatchLoader(TrainingData data, IEnumerable<View> views, int batch, int targetRatio, StreamKey key)
    {
        (_data, _views, _batch, _targetRatio, _key) = (data, [.. views.Distinct().Order()], batch, targetRatio, key);
        _thread = new(Fill) { IsBackground = true, Name = "batches" };
        _thread.Start();
    }

    /// <summary>How long <see cref="Take"/> has waited in all.</summary>
    public TimeSpan Waited => _waited;

    /// <summary>The next batch; the caller disposes it.</summary>
    public Batch Take()
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return _ready.Take();
        }
        catch (InvalidOperationException) when (_failure is not null)
        {
            _failure.Throw();
            throw;
        }
        finally
        {
            _waited += Stopwatch.GetElapsedTime(start);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        while (_ready.TryTake(out var batch))
            batch.Dispose();
        _ready.Dispose();
        _stop.Dispose();
    }

    private void Fill()
    {
        try
        {
            for (long number = 0; !_stop.IsCancellationRequested; number++)
            {
                var batch = Make(number);
                try
                {
                    _ready.Add(batch, _stop.Token);
                }
                catch (OperationCanceledException)
                {
                    batch.Dispose();
                }
            }
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
            _ready.CompleteAdding();
        }
    }

    /// <summary>Batch <paramref name="number"/>, also out of order.</summary>
    internal Batch Make(long number)
    {
        using var scope = NewDisposeScope();
        var images = new Dictionary<View, Tensor>();
        var labels = new Dictionary<View, Tensor>();
        foreach (var view in _views)
        {
            var (set, classes) = SetOf(view);
            // Views of the same photos share an order: TargetStrong is the strong view of Target.
            var (indices, keys) = Pick(Views.DomainOf(view) == Domain.Source ? "source" : Views.HasLabels(view) ? view.ToString() : "target", set.Count, CountOf(view, set), number);
            var made = _data.Augmentation.Apply(view, number, Pixels.Gather(set, indices), keys, _stop.Token);
            images[view] = Layout.ChannelsLast(Pixels.Normalise(made)).DetachFromDisposeScope();
            if (classes is not null)
                labels[view] = tensor(Array.ConvertAll(indices, i => (long)classes[i])).DetachFromDisposeScope();
        }
        return new(images, labels);
    }

    private (ImageStack Images, byte[]? Labels) SetOf(View view) => view switch
    {
        View.Source => (_data.Source.Images, _data.Source.Labels),
        View.SourcePair => (_data.Source.Images, null),
        View.LabelledTarget => Labelled(_data.LabelledTarget, "labelled photos"),
        View.OracleTarget => Labelled(_data.Oracle?.Labelled, "the oracle's photos"),
        _ => (_data.Target.Images, null),
    };

    private static (ImageStack, byte[]?) Labelled(LabelledImages? set, string what) =>
        set is null ? throw new InvalidOperationException($"The stage asks for {what}, and there are none.") : (set.Images, set.Labels);

    private int CountOf(View view, ImageStack set) => view switch
    {
        View.Target or View.TargetStrong => _batch * _targetRatio,
        View.LabelledTarget => Math.Min(_batch, set.Count),
        _ => _batch,
    };

    private (int[] Indices, StreamKey[] Keys) Pick(string role, int count, int take, long number)
    {
        if (!_orders.TryGetValue(role, out var order))
            _orders[role] = order = new(count, _key.With(role));
        var (indices, keys) = (new int[take], new StreamKey[take]);
        for (var i = 0; i < take; i++)
        {
            (indices[i], var epoch) = order.At(number * take + i);
            keys[i] = _key.With(role).With(epoch).With(indices[i]);
        }
        return (indices, keys);
    }
}
