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

    /// <summary>Fetches the losses since the last <see cref="Read"/> and says the first that is no number, in words; null if all are.</summary>
    /// <param name="done">Steps done in the stage.</param>
    public string? NoNumber(int done)
    {
        var losses = Losses();
        var bad = Array.FindIndex(losses, loss => !float.IsFinite(loss));
        return bad < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"The loss is {losses[bad]} at step {done - losses.Length + bad + 1}");
    }

    /// <summary>Fetches all that was seen since the last time.</summary>
    /// <param name="done">Steps done in the stage.</param>
    /// <returns>The last step's loss, and what is wrong, in words; null if nothing is.</returns>
    public (double Loss, string? Wrong) Read(int done)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var losses = Losses();
        if (NoNumber(done) is { } wrong)
            return (losses[^1], wrong);
        _firstLoss ??= losses[0];
        if (HasCollapsed(losses, out var answer))
            return (losses[^1], string.Create(CultureInfo.InvariantCulture, $"Every answer of the last {_steps} steps was class {answer}, up to step {done}"));
        Forget();
        return (losses[^1], null);
    }

    public void Dispose()
    {
        Forget();
        foreach (var slot in _slots)
            slot.Dispose();
        _losses.Dispose();
    }

    private float[] Losses()
    {
        using var scope = NewDisposeScope();
        return _losses.cpu().data<float>().ToArray()[.._steps];
    }

    private bool HasCollapsed(float[] losses, out long answer)
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
        return _varied && _steps == StepReport.Every && Math.Abs(losses.Average() - _firstLoss!.Value) > Plateau * Math.Abs(_firstLoss.Value);
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
