using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>What small scenes are put together from.</summary>
internal static class Props
{
    public static readonly Mesh Ball = Primitives.Sphere(1, 96, 48), Wall = Primitives.Quad(4, 4), Floor = Primitives.Plane(4, 4), Card = Primitives.Quad(), Cube = Primitives.Cube();

    /// <summary>White, with as little gloss as there is: 0.04 · 0.25 from a lamp straight ahead.</summary>
    public static StandardMaterial Matt => new() { Roughness = 1 };

    /// <summary>No light at all and a black background.</summary>
    public static Scene Dark(this Scene scene)
    {
        (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (default, default, default);
        (scene.Background.Color, scene.Background.SecondColor) = (default, default);
        return scene;
    }

    /// <summary>The same light from everywhere.</summary>
    public static Scene Around(this Scene scene, float radiance)
    {
        (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (new(radiance), new(radiance), new(radiance));
        return scene;
    }

    /// <summary>Parallel rays from z = 0 along +Z; the frame's half height is so many metres.</summary>
    public static Scene Flat(this Scene scene, float half = 1)
    {
        (scene.Camera.Orthographic, scene.Camera.OrthographicSize) = (true, half);
        return scene;
    }

    /// <summary>Parallel rays straight down from 5 m: x to the right, z up in the picture.</summary>
    public static Scene FromAbove(this Scene scene, float half = 1)
    {
        scene.Flat(half).Camera.Transform.LocalPosition = new(0, 5, 0);
        scene.Camera.Transform.LookAt(Vector3.Zero, Vector3.UnitZ);
        return scene;
    }

    public static GameObject Put(this Scene scene, Mesh mesh, Vector3 at, Material? material = null, float scale = 1, bool labelled = true)
    {
        var thing = scene.Add("thing");
        thing.Transform.LocalPosition = at;
        thing.Transform.LocalScale = new(scale);
        var renderer = thing.GetComponent<MeshRenderer>()!;
        (renderer.Mesh, renderer.Material) = (mesh, material ?? Matt);
        if (labelled)
            thing.AddComponent<Labeling>();
        return thing;
    }

    public static Light Lamp(this Scene scene, LightType type, Vector3 at, Vector3 forward, float intensity, float shadow = 0)
    {
        var lamp = scene.Add("lamp");
        lamp.Transform.LocalPosition = at;
        lamp.Transform.LookAt(at + forward, MathF.Abs(forward.Y) < 0.9f * forward.Length() ? Vector3.UnitY : Vector3.UnitX);
        var light = lamp.AddComponent<Light>();
        (light.Type, light.Intensity, light.ShadowStrength) = (type, intensity, shadow);
        return light;
    }

    public static Light Sun(this Scene scene, Vector3 forward, float intensity, float shadow = 0) =>
        scene.Lamp(LightType.Directional, default, forward, intensity, shadow);

    /// <summary>A square texture by a function of column and row.</summary>
    public static Texture Picture(int side, Func<int, int, (int R, int G, int B, int A)> pixel, bool srgb = true)
    {
        var bytes = new byte[side * side * 4];
        for (var i = 0; i < side * side; i++)
        {
            var (r, g, b, a) = pixel(i % side, i / side);
            (bytes[4 * i], bytes[4 * i + 1], bytes[4 * i + 2], bytes[4 * i + 3]) = ((byte)r, (byte)g, (byte)b, (byte)a);
        }
        return new("picture", new Image(side, side, 4, bytes), srgb);
    }

    public static Texture Plain(int r, int g, int b, bool srgb = true) => Picture(4, (_, _) => (r, g, b, 255), srgb);

    /// <summary>Red at the top left, green at the top right, blue at the bottom left, white at the bottom right.</summary>
    public static Texture Quarters { get; } = Picture(64, (x, y) => (x < 32, y < 32) switch
    {
        (true, true) => (255, 0, 0, 255),
        (false, true) => (0, 255, 0, 255),
        (true, false) => (0, 0, 255, 255),
        _ => (255, 255, 255, 255),
    });
}
