using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>
/// Something that training changes and a checkpoint has to keep: averages, an optimiser, an objective or an augmentation that learns. What is a
/// function of the step's number (schedules, batches, every random draw) has no state and no part in this.
/// </summary>
public interface IStateful
{
    /// <summary>All that has to be kept, by names that don't change from run to run; counts are scalars. Read at once, within a dispose scope: live tensors may be given.</summary>
    IEnumerable<(string Name, Tensor Value)> State();

    /// <summary>Takes back what <see cref="State"/> gave, by copying: the tensors are the caller's. Names and shapes have been held against <see cref="State"/>.</summary>
    void Restore(IReadOnlyDictionary<string, Tensor> state);
}
