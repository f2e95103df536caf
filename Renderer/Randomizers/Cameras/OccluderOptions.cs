using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers.Objects;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>What an <see cref="OccluderRandomizer"/> holds before the lens. As made: nothing or one or two things that cover up to an eighth of the frame each.</summary>
public sealed record OccluderOptions : PropOptions
{
    public OccluderOptions()
    {
        Count = new Uniform(0, 3);
        CastsShadows = false;
    }

    /// <summary>The point that they come before, metres; where the subject stands when null, the origin without one.</summary>
    public Vector3? Target { get; init; }

    /// <summary>Share of the frame's area that each covers, above 0.</summary>
    public Sampler Share { get; init; } = new Uniform(0.01f, 0.12f);

    /// <summary>Depth as a share of the way from the near plane to the target.</summary>
    public Sampler Depth { get; init; } = new Uniform(0.4f, 0.8f);

    /// <summary>Its middle in the frame, −1 at the left edge to 1 at the right; farther out it is cut by the edge.</summary>
    public Sampler X { get; init; } = new Uniform(-0.9f, 0.9f);

    /// <summary>−1 at the lower edge to 1 at the upper.</summary>
    public Sampler Y { get; init; } = new Uniform(-0.9f, 0.9f);

    /// <summary>Width of the images over their height.</summary>
    public float Aspect { get; init; } = 1;
}
