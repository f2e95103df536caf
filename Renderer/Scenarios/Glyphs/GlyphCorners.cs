using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>The keypoints of a character: the corners of its box, on its front, named as its reader sees them.</summary>
internal static class GlyphCorners
{
    public static readonly string[] Names = ["top-left", "top-right", "bottom-right", "bottom-left"];

    // The box's corners seldom lie on the character's surface; a letter's own depth is as far as they can be off.
    private const float SelfOcclusionDistance = 0.5f * GlyphScenario.Height;

    public static void Add(Scene scene, GameObject character)
    {
        var bounds = character.GetComponent<MeshRenderer>()!.Mesh.Bounds;
        if (bounds.IsEmpty)
            return;
        // Never below the ground: an engraving's corners are those of the cut.
        var z = MathF.Min(bounds.Min.Z, -(character.Transform.LocalPosition.Z + BodyRandomizer.Lift) / character.Transform.LocalScale.Z);
        for (var i = 0; i < Names.Length; i++)
        {
            var corner = scene.Add(Names[i], character);
            corner.Transform.LocalPosition = new(i is 0 or 3 ? bounds.Min.X : bounds.Max.X, i < 2 ? bounds.Max.Y : bounds.Min.Y, z);
            var keypoint = corner.AddComponent<Keypoint>();
            (keypoint.Label, keypoint.SelfOcclusionDistance) = (Names[i], SelfOcclusionDistance);
        }
    }
}
