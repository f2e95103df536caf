using FewLabels.Sim.Learning.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training.Optimizers;

/// <summary>
/// An update rule for named parameters. Biases, norms and other parameters of one dimension are never decayed. A parameter without a gradient stays as it is.
/// What a rule remembers has the names of the parameters and lies in memory as they do, so that it can be saved and put back bit by bit:
/// TorchSharp's own optimisers keep it by address and read it back in another layout.
/// </summary>
public abstract class Optimizer : IStateful, IDisposable
{
    private readonly Slot[] _slots;
    private readonly List<Scalar> _numbers = [];

    /// <param name="parameters">Each name once.</param>
    /// <param name="weightDecay">On parameters of two dimensions and more.</param>
    /// <param name="buffers">Names of what is remembered of each parameter, zero at first.</param>
    protected Optimizer(IEnumerable<(string Name, Parameter Value)> parameters, double weightDecay, params string[] buffers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        using var guard = no_grad();
        WeightDecay = weightDecay;
        BufferNames = buffers;
        _slots = [.. parameters.Select(p => new Slot(p.Name, p.Value, [.. buffers.Select(_ => zeros_like(p.Value).DetachFromDisposeScope())]))];
    }

    protected double WeightDecay { get; }

    /// <summary>Updates so far.</summary>
    protected long Steps { get; private set; }

    private string[] BufferNames { get; }

    /// <summary>Has some parameters learn faster or slower than the rest.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="factor">Their share of every step's rate; 1 unless said.</param>
    public void SetPace(string prefix, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        foreach (var slot in _slots.Where(slot => slot.Name.StartsWith(prefix, StringComparison.Ordinal)))
            slot.Pace = factor;
    }

    /// <summary>Forgets the gradients of the last step.</summary>
    public void ZeroGradients()
    {
        foreach (var slot in _slots)
            slot.Value.grad = null;
    }

    /// <summary>Updates every parameter by its gradient.</summary>
    /// <param name="rate">The learning rate of this step.</param>
    public void Step(double rate)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Steps++;
        foreach (var slot in _slots)
            if (slot.Value.grad is { } gradient)
                Update(slot.Value, gradient, slot.Buffers, rate * slot.Pace);
        foreach (var number in _numbers)
            number.Dispose();
        _numbers.Clear();
    }

    public IEnumerable<(string Name, Tensor Value)> State() =>
        _slots.SelectMany(slot => slot.Buffers.Select((buffer, i) => ($"{slot.Name}.{BufferNames[i]}", buffer))).Append(("steps", tensor(Steps)));

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var guard = no_grad();
        Steps = state["steps"].item<long>();
        foreach (var slot in _slots)
            for (var i = 0; i < slot.Buffers.Length; i++)
                slot.Buffers[i].copy_(state[$"{slot.Name}.{BufferNames[i]}"]);
    }

    public void Dispose()
    {
        foreach (var buffer in _slots.SelectMany(slot => slot.Buffers))
            buffer.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Updates one parameter in place, and what is remembered of it. Runs without gradients, in a dispose scope.</summary>
    protected abstract void Update(Parameter parameter, Tensor gradient, IReadOnlyList<Tensor> buffers, double rate);

    /// <summary>
    /// A number as libtorch takes it, released with the step. Those that operators convert by themselves wait for the garbage collector, and a step has hundreds.
    /// </summary>
    protected Scalar Number(double value)
    {
        Scalar number = value;
        _numbers.Add(number);
        return number;
    }

    /// <summary>Is this parameter decayed, and adapted by layer?</summary>
    protected static bool IsWeight(Tensor parameter) => parameter.dim() > 1;

    private sealed record Slot(string Name, Parameter Value, Tensor[] Buffers)
    {
        public double Pace { get; set; } = 1;
    }
}
