namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>What a <see cref="SphereShell"/> spreads its points evenly over.</summary>
public enum ShellSpread
{
    /// <summary>The volume: equal volumes hold equal shares, so that most points lie far out.</summary>
    Volume,

    /// <summary>The area of each sphere, and the radius by itself: all distances are equally likely.</summary>
    Area,
}
