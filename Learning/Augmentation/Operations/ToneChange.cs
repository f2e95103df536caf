namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>What a <see cref="Toned"/> does.</summary>
public enum ToneChange
{
    /// <summary>Each channel stretched from 0 to 1.</summary>
    AutoContrast,
    /// <summary>All levels of a channel made equally common.</summary>
    Equalise,
    /// <summary>Light becomes dark.</summary>
    Invert,
    /// <summary>Only the argument's highest bits of a byte are kept.</summary>
    Posterise,
    /// <summary>Blurred below 1, sharpened above.</summary>
    Sharpness,
    /// <summary>What is brighter than the argument, in [0, 1], becomes dark.</summary>
    Solarise,
}
