using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Normals;

/// <summary>The direction of each pixel's surface, in camera space.</summary>
public sealed class NormalsLabeler : Labeler
{
    public override string Name => "normals";

    public override FrameBuffers Needs => FrameBuffers.Normals;

    public override Annotation Label(FrameView frame)
    {
        var values = GC.AllocateUninitializedArray<float>(frame.Width * frame.Height * 3);
        Turn(frame.Normals.Span[..values.Length], frame.Scene.Camera.WorldToCamera, values);
        return new VectorMap(Name, frame.Height, frame.Width, 3, values, VectorMapKind.CameraNormals);
    }

    private static void Turn(ReadOnlySpan<float> normals, in Matrix4x4 toCamera, Span<float> turned)
    {
        Vector4 right = toCamera.X with { W = 0 }, up = toCamera.Y with { W = 0 }, forward = toCamera.Z with { W = 0 };
        var last = normals.Length - 3;
        for (var i = 0; i <= last; i += 3)
        {
            // The sum with zero makes −0 of the background 0.
            var normal = Vector4.Zero + normals[i] * right + normals[i + 1] * up + normals[i + 2] * forward;
            // Four numbers are written as quickly as one; the next normal takes the fourth's place.
            if (i < last)
                normal.CopyTo(turned[i..]);
            else
                new Vector3(normal.X, normal.Y, normal.Z).CopyTo(turned[i..]);
        }
    }
}
