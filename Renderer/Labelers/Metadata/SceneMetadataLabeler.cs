using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Metadata;

/// <summary>Every labelled object's pose and every light, seen or not. A mirrored object has a negative x scale and a proper rotation.</summary>
public sealed class SceneMetadataLabeler : Labeler
{
    public override string Name => "scene-metadata";

    public override FrameBuffers Needs => FrameBuffers.None;

    public override Annotation Label(FrameView frame)
    {
        var instances = new InstanceMetadata[frame.Scene.Instances.Count];
        for (var i = 0; i < instances.Length; i++)
        {
            var instance = frame.Scene.Instances[i];
            var (position, rotation, scale) = Pose.Of(instance.LocalToWorld);
            instances[i] = new(instance.Id, instance.ClassId, instance.ParentId, instance.Name, position, rotation, scale);
        }
        var lights = new LightMetadata[frame.Scene.Lights.Count];
        for (var i = 0; i < lights.Length; i++)
        {
            var light = frame.Scene.Lights[i];
            lights[i] = new(NameOf(light.Type), light.Position, light.Forward, light.Color, light.Intensity);
        }
        return new SceneMetadata(Name, instances, lights);
    }

    private static string NameOf(LightType type) => type switch
    {
        LightType.Directional => "Directional",
        LightType.Point => "Point",
        LightType.Spot => "Spot",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This kind of light has no name yet."),
    };
}
