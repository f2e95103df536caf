using System.Globalization;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>
/// Looks at every step for losses that are no numbers and answers that are all one class. What it sees it keeps on the device, and <see cref="Read"/>
/// fetches it all at once: a step never waits for it.
/// </summary>
internal sealed class TrainingWatch : IDisposable
{
    /// <summary>A plateau at the start also answers one class, for as long as it lasts; its loss stays where it began.</summary>
    private const double Plateau = 0.1;

    private readonly Tensor _losses = zeros(StepReport.Every).DetachFromDisposeScope();
    private readonly Tensor[] _slots;
    private readonly Dictionary<View, (Tensor Low, Tensor High)> _answers = [];
    private double? _firstLoss;
    private int _steps;
    private bool _varied;

    public TrainingWatch() => _slots = [.. Enumerable.Range(0, StepReport.Every).Select(i => _losses[i].DetachFromDisposeScope())];

    /// <summary>Takes in one batch of a step.</summary>
    /// <param name="step">What the network made of it.</param>
    /// <param name="loss">Its share of the step's loss.</param>
    /// <param name="part">Which batch of the step, from 0.</param>
    public void See(Objectives.Step step, Tensor loss, int part)
    {
        using var guard = no_grad();
        if (part == 0)
            _slots[_steps++].copy_(loss);
        else
            _slots[_steps - 1].add_(loss);
        foreach (var (view, logits) in step.Answered)
        {
            var (low, high) = logits.argmax(1).aminmax();
            if (_answers.TryGetValue(view, out var known))
                (low, high) = (minimum(low, known.Low), maximum(high, known.High));
            known.Low?.Dispose();
            known.High?.Dispose();
            _answers[view] = (low.DetachFromDisposeScope(), high.DetachFromDisposeScope());
        }
    }

    /// <summary>Fetches what was seen since the last time.</summary>
    /// <param name="done">Steps done in the stage.</param>
    /// <returns>The last step's loss, and what is wrong, in words; null if nothing is.</returns>
    public (double Loss, string? Wrong) Read(int done)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var losses = _losses.cpu().data<float>().ToArray().AsSpan(0, _steps);
        for (var i = 0; i < losses.Length; i++)
            if (!float.IsFinite(losses[i]))
                return (losses[i], string.Create(CultureInfo.InvariantCulture, $"The loss is {losses[i]} at step {done - losses.Length + i + 1}"));
        _firstLoss ??= losses[0];
        var wrong = HasCollapsed(losses, out var answer) ? string.Create(CultureInfo.InvariantCulture, $"Every answer of the last {_steps} steps was class {answer}, after step {done}") : null;
        var last = (double)losses[^1];
        Forget();
        return (last, wrong);
    }

    public void Dispose()
    {
        Forget();
        foreach (var slot in _slots)
            slot.Dispose();
        _losses.Dispose();
    }

    private bool HasCollapsed(ReadOnlySpan<float> losses, out long answer)
    {
        answer = 0;
        if (_answers.Count == 0)
            return false;
        var seen = stack([.. _answers.Values.SelectMany(pair => new[] { pair.Low, pair.High })]).cpu().data<long>().ToArray();
        answer = seen[0];
        if (seen.Any(one => one != seen[0]))
        {
            _varied = true;
            return false;
        }
        var mean = 0.0;
        foreach (var loss in losses)
            mean += loss / losses.Length;
        return _varied && _steps == StepReport.Every && Math.Abs(mean - _firstLoss!.Value) > Plateau * Math.Abs(_firstLoss.Value);
    }

    private void Forget()
    {
        foreach (var (low, high) in _answers.Values)
        {
            low.Dispose();
            high.Dispose();
        }
        _answers.Clear();
        _steps = 0;
    }
}
