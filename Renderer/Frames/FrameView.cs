namespace FewLabels.Sim.Renderer.Frames;

/// <summary>One drawn image as labelers see it. Buffers that no labeler asked for are empty.</summary>
public sealed class FrameView
{
    public required SceneSnapshot Scene { get; init; }

    /// <summary><c>[H, W]</c>: 0 background, else the drawn object <c>k − 1</c> of the scene.</summary>
    public required ReadOnlyMemory<ushort> Objects { get; init; }

    /// <summary><c>[H, W]</c>: metres along the camera's forward axis at the pixel's centre; 0 background.</summary>
    public ReadOnlyMemory<float> Depth { get; init; }

    /// <summary><c>[H, W, 3]</c>: unit normals in world space, towards the camera; 0 background.</summary>
    public ReadOnlyMemory<float> Normals { get; init; }

    /// <summary>Instance <c>i</c> at <c>i − 1</c>; null unless asked for.</summary>
    public IReadOnlyList<InstanceCoverage>? Coverage { get; init; }

    /// <summary>The same scene one step later in the sequence, for motion; null in its last step. Objects and instances have the same places.</summary>
    public SceneSnapshot? Next { get; init; }

    public int Width => Scene.Camera.Width;

    public int Height => Scene.Camera.Height;

    /// <summary>The instance that a pixel shows; 0 background.</summary>
    public int InstanceAt(int pixel)
    {
        var drawn = Objects.Span[pixel];
        return drawn == 0 ? 0 : Scene.Objects[drawn - 1].Instance;
    }
}
