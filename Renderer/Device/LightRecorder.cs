using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>Writes a scene's lights and the views of their shadow maps into its image record.</summary>
internal sealed class LightRecorder
{
    private static readonly (Vector3 Forward, Vector3 Up)[] Faces =
    [
        (Vector3.UnitX, Vector3.UnitY), (-Vector3.UnitX, Vector3.UnitY), (Vector3.UnitY, Vector3.UnitZ),
        (-Vector3.UnitY, Vector3.UnitZ), (Vector3.UnitZ, Vector3.UnitY), (-Vector3.UnitZ, Vector3.UnitY),
    ];

    private readonly List<Light> _lights = [];
    private readonly int _shadowSide;

    public LightRecorder(int shadowSide) => _shadowSide = shadowSide;

    /// <summary>Shadow views of the image recorded last.</summary>
    public int ViewCount { get; private set; }

    /// <param name="firstLayer">The first free layer of the shadow target.</param>
    /// <returns>The key with what the lights need.</returns>
    public ShaderKey Record(Scene scene, List<Renderable> renderables, int firstLayer, ShaderKey key, ref ImageRecord image)
    {
        _lights.Clear();
        foreach (var root in scene.Roots)
            Find(root);
        // Lights with shadows stand first; among equals the scene's order holds.
        var ordered = _lights.OrderByDescending(light => light.ShadowStrength > 0).Take(Light.MostLights).ToArray();
        var (shadows, pointShadows) = (0, false);
        ViewCount = 0;
        var casters = Bounds.Empty;
        foreach (var thing in renderables)
        {
            if (thing.Renderer.CastsShadows)
                casters = casters.With(thing.Bounds.Transformed(thing.World));
        }
        for (var i = 0; i < ordered.Length; i++)
        {
            var light = ordered[i];
            var views = light.Type == LightType.Point ? 6 : 1;
            var shadowed = light.ShadowStrength > 0 && !casters.IsEmpty && shadows == i && ViewCount + views <= ImageRecord.MostShadowViews;
            image.Lights[i] = Record(light, shadowed);
            if (!shadowed)
                continue;
            image.ShadowMore[i].Z = ViewCount;
            RecordViews(light, casters, renderables, firstLayer, ref image);
            shadows++;
            pointShadows |= light.Type == LightType.Point;
        }
        var count = ordered.Length switch { 0 => 0, 1 => 1, 2 => 2, <= 4 => 4, _ => 8 };
        for (var i = ordered.Length; i < count; i++)
            image.Lights[i] = new() { Direction = new(0, 1, 0, 0) };
        return key with { Lights = count, Shadows = shadows, PointShadows = pointShadows, Suns = Array.TrueForAll(ordered, light => light.Type == LightType.Directional) };
    }

    private void Find(GameObject thing)
    {
        if (!thing.Active)
            return;
        if (thing.GetComponent<Light>() is { Intensity: > 0 } light)
            _lights.Add(light);
        foreach (var child in thing.Transform.Children)
            Find(child.GameObject);
    }

    private static LightRecord Record(Light light, bool shadowed)
    {
        var directional = light.Type == LightType.Directional;
        float edge = MathF.Cos(light.SpotAngle / 2), inside = MathF.Cos(0.4f * light.SpotAngle);
        return new()
        {
            Position = new(light.Transform.Position, (float)light.Type),
            Direction = new(directional ? -light.Forward : light.Forward, light.Wrap),
            Color = new(light.Color * light.Intensity, directional ? 0 : 1 / light.Range),
            Cone = new(edge, 1 / MathF.Max(inside - edge, 1e-4f), shadowed ? light.ShadowStrength : 0, light.ShadowSoftness),
        };
    }

    private void RecordViews(Light light, in Bounds casters, List<Renderable> renderables, int firstLayer, ref ImageRecord image)
    {
        var position = light.Transform.Position;
        var far = MathF.Max(light.Range, 1e-2f);
        var near = far * 0.005f;
        switch (light.Type)
        {
            case LightType.Directional:
                RecordDirectional(light.Forward, casters, renderables, firstLayer, ref image);
                break;
            case LightType.Spot:
                var forward = light.Forward;
                var tangent = MathF.Tan(MathF.Min(light.SpotAngle, 3) / 2);
                AddView(View(position, forward, Side(forward)) * Perspective(tangent, near, far), 2 * tangent / _shadowSide, firstLayer, ref image);
                break;
            default:
                foreach (var (axis, up) in Faces)
                    AddView(View(position, axis, up) * Perspective(1, near, far), 2f / _shadowSide, firstLayer, ref image);
                break;
        }
    }

    // The map spans what throws shadows; what lies beyond it can be in no shadow.
    private void RecordDirectional(Vector3 forward, in Bounds casters, List<Renderable> renderables, int firstLayer, ref ImageRecord image)
    {
        var view = View(casters.Center, forward, Side(forward));
        var seen = Bounds.Empty;
        foreach (var thing in renderables)
        {
            if (thing.Renderer.CastsShadows)
                seen = seen.With(thing.Bounds.Transformed(thing.World * view));
        }
        var size = seen.Size;
        // Two texels of margin for the filter.
        var extent = new Vector3(MathF.Max(size.X, 1e-5f), MathF.Max(size.Y, 1e-5f), MathF.Max(size.Z, 1e-5f)) * (1 + 4f / _shadowSide);
        var (middle, first) = (seen.Center, seen.Center.Z - 0.5f * extent.Z);
        var projection = new Matrix4x4(
            2 / extent.X, 0, 0, 0, 0, 2 / extent.Y, 0, 0, 0, 0, 1 / extent.Z, 0, -2 * middle.X / extent.X, -2 * middle.Y / extent.Y, -first / extent.Z, 1);
        AddView(view * projection, MathF.Max(extent.X, extent.Y) / _shadowSide, firstLayer, ref image);
    }

    private void AddView(in Matrix4x4 m, float texel, int firstLayer, ref ImageRecord image)
    {
        var v = ViewCount++;
        image.ShadowX[v] = new(m.M11, m.M21, m.M31, m.M41);
        image.ShadowY[v] = new(m.M12, m.M22, m.M32, m.M42);
        image.ShadowZ[v] = new(m.M13, m.M23, m.M33, m.M43);
        image.ShadowW[v] = new(m.M14, m.M24, m.M34, m.M44);
        image.ShadowMore[v] = new(firstLayer + v, texel, image.ShadowMore[v].Z, 0);
    }

    private static Matrix4x4 View(Vector3 position, Vector3 forward, Vector3 up)
    {
        var right = Vector3.Normalize(Vector3.Cross(up, forward));
        up = Vector3.Cross(forward, right);
        return new(
            right.X, up.X, forward.X, 0, right.Y, up.Y, forward.Y, 0, right.Z, up.Z, forward.Z, 0,
            -Vector3.Dot(right, position), -Vector3.Dot(up, position), -Vector3.Dot(forward, position), 1);
    }

    private static Matrix4x4 Perspective(float tangent, float near, float far)
    {
        var range = far / (far - near);
        return new(1 / tangent, 0, 0, 0, 0, 1 / tangent, 0, 0, 0, 0, range, 1, 0, 0, -near * range, 0);
    }

    private static Vector3 Side(Vector3 forward) => MathF.Abs(forward.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX;
}
