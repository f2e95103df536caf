namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>Options of every <see cref="AdversarialObjective"/>: how strongly features are pushed, and the head that pushes them.</summary>
public abstract record AdversaryOptions
{
    /// <summary>λ at the end of its ramp; the DANN paper's is 1. Lower it where the source's own accuracy falls.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>Share of the stage, in [0, 1), before λ begins to rise: until then the head learns and the features don't feel it.</summary>
    public double Start { get; init; }

    /// <summary>
    /// The longest reversed gradient of one image's features, λ included; longer ones are shortened to it. Null for any. It is a bound for each image and not for the batch: one image far out
    /// would shorten everyone else's. An image's gradient is that of the batch's mean times the images in it, so that the bound means the same for batches of any size.
    /// </summary>
    public double? Clip { get; init; }

    /// <summary>Width of the head's hidden layers; the DANN paper's net for digits has 100, its larger ones 1024.</summary>
    public int Hidden { get; init; } = 100;

    /// <summary>The head's hidden layers, 0 and more; the DANN paper's net for digits has 1, its larger ones 2.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Share of each hidden layer's values that is dropped while training, in [0, 1): a head that is weaker, for where it tells domains apart at once.</summary>
    public double Dropout { get; init; }

    /// <summary>The head's learning rate, as a multiple of the stage's.</summary>
    public double HeadLearningRate { get; init; } = 1;
}
