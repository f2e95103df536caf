namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>What labelers ask of the device beside the colour picture. All but <see cref="Coverage"/> come from the same pass.</summary>
[Flags]
public enum FrameBuffers
{
    None = 0,

    /// <summary>Which drawn object each pixel shows.</summary>
    Objects = 1,

    /// <summary>Distance along the camera's forward axis.</summary>
    Depth = 2,

    /// <summary>Direction of the surface.</summary>
    Normals = 4,

    /// <summary>Each instance's silhouette with nothing before it, also beyond the frame.</summary>
    Coverage = 8,
}
