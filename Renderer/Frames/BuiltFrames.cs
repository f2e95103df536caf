using FewLabels.Sim.Renderer.CameraPipeline;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>A batch's frames as built, before they are drawn; frame i is the device's image i.</summary>
internal sealed class BuiltFrames(int capacity)
{
    public List<BuiltFrame> Frames { get; } = new(capacity);

    public List<RejectedFrame> Rejected { get; } = [];
}

/// <summary>A frame as built.</summary>
/// <param name="Draws">The image's row of the draw table.</param>
internal sealed record BuiltFrame(long Index, byte ClassId, float[] Draws, ObjectDraw[] ObjectDraws, SceneSnapshot Scene, CameraSettings Photo)
{
    /// <summary>The scene one step later.</summary>
    public SceneSnapshot? Next { get; init; }

    /// <summary>Why it is set aside.</summary>
    public string? Fault { get; init; }
}
