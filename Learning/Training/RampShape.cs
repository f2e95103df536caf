namespace FewLabels.Sim.Learning.Training;

/// <summary>How a weight rises from its start to 1.</summary>
public enum RampShape
{
    /// <summary>Along a line, from 0.</summary>
    Linear,

    /// <summary>Along half a bell: slowly at first, from 0.0067 (Laine and Aila 2017, 2.3).</summary>
    Gaussian,
}
