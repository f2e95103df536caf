using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.KeypointLocations;

/// <summary>
/// Where each instance's named points are in the image and whether they are seen. Instances of which no point is inside the frame are left
/// out. A point is hidden when its pixel shows another instance or an unlabelled object nearer than it, or its own instance nearer by more
/// than its self-occlusion distance.
/// </summary>
public sealed class KeypointLabeler : Labeler
{
    // Two surfaces that touch differ by the rounding of a depth; a share of it.
    private const float DepthTolerance = 1e-4f;

    private readonly string[] _template;
    private readonly Dictionary<string, int> _places = [];

    /// <param name="template">All labels of the dataset's keypoints, in order.</param>
    /// <exception cref="ArgumentException">A label is there twice.</exception>
    public KeypointLabeler(IReadOnlyList<string> template)
    {
        _template = [.. template];
        foreach (var label in _template)
            _places.Add(label, _places.Count);
    }

    public override string Name => "keypoints";

    public override FrameBuffers Needs => FrameBuffers.Objects | FrameBuffers.Depth;

    /// <exception cref="FewLabelsException">A keypoint's label is not in the template.</exception>
    public override Annotation Label(FrameView frame)
    {
        var scene = frame.Scene;
        var points = new KeypointLocation[]?[scene.Instances.Count];
        var shown = new bool[scene.Instances.Count];
        var count = 0;
        foreach (var keypoint in scene.Keypoints)
        {
            if (keypoint.Instance == 0)
                continue;
            var place = PlaceOf(keypoint, scene);
            var location = Locate(frame, keypoint);
            (points[keypoint.Instance - 1] ??= new KeypointLocation[_template.Length])[place] = location;
            if (location.State == KeypointState.Absent || shown[keypoint.Instance - 1])
                continue;
            shown[keypoint.Instance - 1] = true;
            count++;
        }
        var instances = new InstanceKeypoints[count];
        for (int i = 0, filled = 0; filled < count; i++)
        {
            if (shown[i])
                instances[filled++] = new(i + 1, scene.Instances[i].ClassId, points[i]!);
        }
        return new Keypoints(Name, _template, instances);
    }

    private int PlaceOf(in SceneKeypoint keypoint, SceneSnapshot scene) => _places.TryGetValue(keypoint.Label, out var place)
        ? place
        : throw new FewLabelsException(
            $"The keypoint '{keypoint.Label}' is not in the scenario's template", $"object '{scene.Instances[keypoint.Instance - 1].Name}'",
            $"Add it to the scenario's KeypointTemplate, or name it as one of: {string.Join(", ", _template)}.");

    private static KeypointLocation Locate(FrameView frame, in SceneKeypoint keypoint)
    {
        var camera = frame.Scene.Camera;
        var at = Vector3.Transform(keypoint.Position, camera.WorldToCamera);
        if (!(at.Z > 0 && at.Z >= camera.Near && at.Z <= camera.Far))
            return new(0, 0, at, KeypointState.Absent);
        var pixel = camera.ToPixel(at);
        if (!(pixel.X >= 0 && pixel.Y >= 0 && pixel.X < frame.Width && pixel.Y < frame.Height))
            return new(0, 0, at, KeypointState.Absent);
        return new(pixel.X, pixel.Y, at, IsHidden(frame, keypoint, pixel, at.Z) ? KeypointState.Occluded : KeypointState.Visible);
    }

    private static bool IsHidden(FrameView frame, in SceneKeypoint keypoint, Vector2 pixel, float depth)
    {
        var index = (int)pixel.Y * frame.Width + (int)pixel.X;
        if (frame.Objects.Span[index] == 0)
            return false;
        var surface = frame.Depth.Span[index];
        if (frame.InstanceAt(index) != keypoint.Instance)
            return surface < depth * (1 - DepthTolerance);
        var nearest = depth * (1 - DepthTolerance) - keypoint.SelfOcclusionDistance;
        return surface < nearest && DepthBetweenCentres(frame, keypoint.Instance, pixel) < nearest;
    }

    /// <summary>
    /// The instance's depth at a point between four pixel centres, as a plane has it (depth's inverse is linear in a perspective image); 0
    /// where one of them shows something else. At few pixels a slanted surface is deeper or nearer within a pixel by more than any
    /// self-occlusion distance, which would hide points that lie on it.
    /// </summary>
    private static float DepthBetweenCentres(FrameView frame, int instance, Vector2 pixel)
    {
        float x = pixel.X - 0.5f, y = pixel.Y - 0.5f;
        if (x < 0 || y < 0 || x >= frame.Width - 1 || y >= frame.Height - 1)
            return 0;
        int left = (int)x, top = (int)y, index = top * frame.Width + left;
        Span<int> corners = [index, index + 1, index + frame.Width, index + frame.Width + 1];
        Span<float> depths = stackalloc float[4];
        var perspective = !frame.Scene.Camera.Orthographic;
        for (var i = 0; i < 4; i++)
        {
            if (frame.InstanceAt(corners[i]) != instance)
                return 0;
            var depth = frame.Depth.Span[corners[i]];
            depths[i] = perspective ? 1 / depth : depth;
        }
        float above = float.Lerp(depths[0], depths[1], x - left), below = float.Lerp(depths[2], depths[3], x - left);
        var between = float.Lerp(above, below, y - top);
        return perspective ? 1 / between : between;
    }
}
