using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Light on plain surfaces, held against closed forms; the camera's stages are all off, so a byte is the sRGB code of the light.</summary>
public sealed class LightTests
{
    private static readonly StandardMaterial Matt = new() { Albedo = Vector3.One, Roughness = 1 };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.5, 0)]
    [InlineData(1, 60)]
    public void A_sun_lights_by_its_strength_and_the_cosine(float intensity, float degrees)
    {
        var turn = degrees * MathF.PI / 180;
        var batch = Stage.Draw(scene =>
        {
            Wall(scene);
            Lamp(scene, LightType.Directional, intensity).SetEuler(turn, 0, 0);
        });
        AssertLight(intensity * MathF.Cos(turn), Stage.Color(batch, 32, 32));
    }

    [Fact]
    public void A_point_light_falls_with_the_square_of_the_distance()
    {
        (int R, int G, int B) At(float distance) => Stage.Color(
            Stage.Draw(scene =>
            {
                Wall(scene);
                Lamp(scene, LightType.Point, 1).LocalPosition = new(0, 0, -distance);
            }),
            32, 32);
        AssertLight(1 / 1.44f, At(1.2f));
        AssertLight(0.25f, At(2));
    }

    [Fact]
    public void A_spot_lights_its_cone_alone()
    {
        var batch = Stage.Draw(scene =>
        {
            Wall(scene);
            var lamp = Lamp(scene, LightType.Spot, 4);
            lamp.LocalPosition = new(0, 0, -2);
            lamp.GameObject.GetComponent<Light>()!.SpotAngle = 2 * MathF.Atan(0.25f);
        });
        Assert.True(Stage.Color(batch, 32, 32).R > 200);
        // The cone's edge is half a metre, 16 pixels, from the middle.
        Assert.True(Stage.Color(batch, 32 + 9, 32).R > 150);
        Assert.Equal(0, Stage.Color(batch, 32 + 19, 32).R);
    }

    [Theory]
    [InlineData(LightType.Directional)]
    [InlineData(LightType.Spot)]
    [InlineData(LightType.Point)]
    public void Lamps_throw_shadows_where_geometry_says(LightType type)
    {
        (int, int) Draw(float strength)
        {
            var batch = Stage.Draw(scene =>
            {
                Wall(scene);
                var lamp = Lamp(scene, type, type == LightType.Directional ? 1 : 9);
                lamp.LocalPosition = new(0.9f, 0, -3);
                lamp.LookAt(new(0, 0, -1), Vector3.UnitY);
                var light = lamp.GameObject.GetComponent<Light>()!;
                (light.ShadowStrength, light.ShadowSoftness, light.SpotAngle) = (strength, 0.001f, 1);
                Stage.Put(scene, Primitives.Sphere(0.15f), Matt).Transform.LocalPosition = new(0, 0, -1);
            });
            // The ray from the lamp through the ball's middle meets the wall at x = -0.45; the camera sees the wall 1:1.
            return (Stage.Color(batch, (int)(32 - 0.45f * 32), 32).R, Stage.Color(batch, (int)(32 - 0.45f * 32), 12).R);
        }
        var (shaded, lit) = Draw(1);
        Assert.True(shaded < 10 && lit > 120, $"{shaded} in the shadow and {lit} beside it");
        (shaded, lit) = Draw(0);
        Assert.True(shaded > 120 && lit > 120);
    }

    [Fact]
    public void The_surroundings_light_by_the_surfaces_direction()
    {
        Vector3 sky = new(0.8f, 0, 0), equator = new(0, 0.6f, 0), ground = new(0, 0, 0.4f);
        (int R, int G, int B) Facing(float pitch) => Stage.Color(
            Stage.Draw(scene =>
            {
                Stage.LookStraight(scene);
                Stage.Darken(scene);
                (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (sky, equator, ground);
                Stage.Put(scene, Primitives.Quad(4, 4), new() { Roughness = 1, Albedo = Vector3.One, DoubleSided = true }).Transform.SetEuler(pitch, 0, 0);
            }),
            32, 32);
        var front = Facing(0);
        AssertNear(Code(0.6f), front.G, 12);
        Assert.True(front.R < 60 && front.B < 60, $"{front}");
        // Turned to look up (the quad faces −Z; a pitch of +80° raises its normal).
        Assert.True(Facing(1.3f).R > Facing(-1.3f).R + 60 && Facing(-1.3f).B > Facing(1.3f).B + 40);
    }

    [Fact]
    public void A_soft_box_and_a_mirror_show_where_it_is()
    {
        var batch = Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            Stage.Darken(scene);
            scene.Environment.SoftBoxes.Add(new(Vector3.Normalize(new(1, 1, -1)), 60, new(5)));
            Stage.Put(scene, Primitives.Sphere(0.9f), new() { Albedo = Vector3.One, Metallic = 1, Roughness = 0.2f });
        });
        // The highlight's normal is halfway between the box and the camera.
        var normal = Vector3.Normalize(Vector3.Normalize(new(1, 1, -1)) - Vector3.UnitZ) * 0.9f;
        var at = ((int)(32 + normal.X * 32), (int)(32 - normal.Y * 32));
        Assert.True(Stage.Color(batch, at.Item1, at.Item2).R > 200, $"{Stage.Color(batch, at.Item1, at.Item2)}");
        Assert.True(Stage.Color(batch, 64 - at.Item1, 64 - at.Item2).R < 60);
    }

    [Fact]
    public void A_surface_may_give_off_light() =>
        AssertLight(0.3f, Stage.Color(
            Stage.Draw(scene =>
            {
                Stage.LookStraight(scene);
                Stage.Darken(scene);
                Stage.Put(scene, Primitives.Quad(2, 2), new() { Emission = new(0.3f) });
            }),
            32, 32));

    [Fact]
    public void Contacts_are_darker_and_a_plane_alone_is_not()
    {
        byte[] Draw(float strength, bool ball) => Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            Stage.Put(scene, Primitives.Quad(4, 4), Matt);
            if (ball)
                Stage.Put(scene, Primitives.Sphere(0.3f), Matt);
            (scene.Environment.AmbientOcclusion, scene.Environment.AmbientOcclusionRadius) = (strength, 0.3f);
        }).Images.Pixels;
        Assert.Equal(Draw(0, false), Draw(1, false));
        byte[] off = Draw(0, true), on = Draw(1, true);
        double Ring(byte[] pixels) => Enumerable.Range(0, 64 * 64).Where(p => Vector2.Distance(new(p % 64, p / 64), new(31.5f, 31.5f)) is > 10 and < 12).Average(p => pixels[3 * p]);
        Assert.True(Ring(on) < Ring(off) - 4, $"{Ring(off):F1} becomes {Ring(on):F1}");
    }

    private static void Wall(Scene scene)
    {
        Stage.LookStraight(scene);
        Stage.Darken(scene);
        Stage.Put(scene, Primitives.Quad(6, 6), Matt).GetComponent<MeshRenderer>()!.CastsShadows = false;
    }

    private static Transform Lamp(Scene scene, LightType type, float intensity)
    {
        var light = scene.Add("lamp").AddComponent<Light>();
        (light.Type, light.Intensity, light.Range) = (type, intensity, 100);
        return light.Transform;
    }

    // Dielectrics mirror 4 %, a rough one less: that much may come on top.
    private static void AssertLight(float light, (int R, int G, int B) color) => Assert.InRange(color.R, Code(light) - 3, Code(light * 1.05f) + 3);

    private static void AssertNear(int expected, int actual, int tolerance) => Assert.InRange(actual, expected - tolerance, expected + tolerance);

    private static int Code(float light) => (int)MathF.Round(255 * MathF.Min(1, light <= 0.0031308f ? 12.92f * light : 1.055f * MathF.Pow(light, 1 / 2.4f) - 0.055f));
}
