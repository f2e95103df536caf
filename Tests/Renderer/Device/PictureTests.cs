using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Textures and backgrounds: which way up, which colours, what is cut out.</summary>
public sealed class PictureTests
{
    private static readonly (byte R, byte G, byte B)[] Corners = [(200, 30, 30), (30, 200, 30), (30, 30, 200), (190, 190, 40)];

    [Fact]
    public void A_picture_on_a_quad_is_upright_and_keeps_its_colours()
    {
        var batch = Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            Stage.Darken(scene);
            Stage.Put(scene, Primitives.Quad(2, 2), new() { Albedo = default, Emission = Vector3.One, EmissionTexture = Quarters() });
        });
        AssertQuarters((x, y) => Stage.Color(batch, x, y));
    }

    [Fact]
    public void A_picture_behind_everything_is_upright_and_cropped()
    {
        var whole = Stage.Draw(scene => Behind(scene, new(0, 0, 1, 1)));
        AssertQuarters((x, y) => Stage.Color(whole, x, y));
        var cropped = Stage.Draw(scene => Behind(scene, new(0.5f, 0, 0.5f, 0.5f)));
        AssertColor(Corners[1], Stage.Color(cropped, 32, 32));

        static void Behind(Scene scene, Vector4 frame)
        {
            // Something must be labelled, somewhere.
            Stage.Put(scene, Primitives.Cube(0.01f)).Transform.LocalPosition = new(0, 0, 5);
            (scene.Background.Kind, scene.Background.Picture, scene.Background.PictureFrame) = (BackgroundKind.Picture, Quarters(), frame);
        }
    }

    [Fact]
    public void A_gradient_runs_along_its_angle_and_the_sky_is_above()
    {
        var gradient = Stage.Draw(scene =>
        {
            Stage.Put(scene, Primitives.Cube(0.01f)).Transform.LocalPosition = new(0, 0, 5);
            (scene.Background.Color, scene.Background.SecondColor, scene.Background.Angle) = (default, Vector3.One, MathF.PI / 2);
        });
        Assert.True(Stage.Color(gradient, 32, 1).R < 60 && Stage.Color(gradient, 32, 62).R > 240);
        Assert.InRange(Stage.Color(gradient, 2, 20).R - Stage.Color(gradient, 61, 20).R, -2, 2);
        var sky = Stage.Draw(scene =>
        {
            Stage.Put(scene, Primitives.Cube(0.01f)).Transform.LocalPosition = new(0, 0, 5);
            scene.Camera.FieldOfView = 2;
            (scene.Background.Kind, scene.Environment.Sky, scene.Environment.Ground) = (BackgroundKind.Environment, new(0, 0, 1), new(0.3f, 0.2f, 0));
        });
        Assert.True(Stage.Color(sky, 32, 2).B > Stage.Color(sky, 32, 61).B + 50);
    }

    [Fact]
    public void What_is_cut_out_is_cut_out_of_everything()
    {
        // The left half of the picture is clear.
        var pixels = new byte[32 * 32 * 4];
        for (var p = 0; p < 32 * 32; p++)
            (pixels[4 * p], pixels[4 * p + 3]) = (255, (byte)(p % 32 < 16 ? 0 : 255));
        var leaf = new StandardMaterial { AlbedoTexture = new("leaf", new(32, 32, 4, pixels)), AlphaCutoff = 0.5f, DoubleSided = true, Roughness = 1 };
        var batch = Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            Stage.Darken(scene);
            var sun = scene.Add("sun").AddComponent<Light>();
            sun.ShadowStrength = 1;
            Stage.Put(scene, Primitives.Quad(4, 4), new() { Roughness = 1 }, null).Transform.LocalPosition = new(0, 0, 1);
            Stage.Put(scene, Primitives.Quad(1, 1), leaf);
        });
        var seen = Stage.Seen(batch);
        Assert.Equal((0, 1), (seen.InstanceAt(32 * 64 + 26), seen.InstanceAt(32 * 64 + 38)));
        Assert.InRange(seen.Coverage![0].Pixels / (0.5 * 32 * 32), 0.93, 1.07);
        Assert.False(seen.Coverage[0].Covers(26, 32));
        // Light falls through the hole onto the wall behind, and red is what is left of the leaf.
        Assert.True(Stage.Color(batch, 26, 32).G > 230);
        Assert.True(Stage.Color(batch, 38, 32) is { R: > 200, G: < 40 }, $"{Stage.Color(batch, 38, 32)}");
    }

    [Fact]
    public void A_normal_map_leans_the_surface_to_u_and_up()
    {
        // Normals lean to +u and to +v up: red and green above the middle.
        int Brightness(byte red, byte green, Vector3 light)
        {
            var batch = Stage.Draw(scene =>
            {
                Stage.LookStraight(scene);
                Stage.Darken(scene);
                var lamp = scene.Add("lamp");
                lamp.AddComponent<Light>();
                lamp.Transform.LookAt(-light, Vector3.UnitY);
                Stage.Put(scene, Primitives.Quad(2, 2), new() { Roughness = 1, NormalTexture = new("bump", new(1, 1, 4, [red, green, 220, 255]), srgb: false) });
            });
            return Stage.Color(batch, 32, 32).R;
        }
        Vector3 right = Vector3.Normalize(new(1, 0, -1)), above = Vector3.Normalize(new(0, 1, -1));
        Assert.True(Brightness(200, 128, right) > Brightness(128, 128, right) + 10);
        Assert.True(Brightness(56, 128, right) < Brightness(128, 128, right) - 10);
        Assert.True(Brightness(128, 200, above) > Brightness(128, 128, above) + 10);
        Assert.True(Brightness(128, 56, above) < Brightness(128, 128, above) - 10);
    }

    [Fact]
    public void More_textures_than_the_pool_holds_come_out_right()
    {
        var textures = Enumerable.Range(0, 90).Select(i => new Texture($"{i}", new(2, 2, 4, [.. Enumerable.Repeat(new byte[] { (byte)(2 * i + 40), 60, 90, 255 }, 4).SelectMany(c => c)]))).ToArray();
        var batch = Stage.Draw(
            (scene, index) =>
            {
                Stage.LookStraight(scene);
                Stage.Put(scene, Primitives.Quad(1.5f, 1.5f), new() { Albedo = default, Emission = Vector3.One, EmissionTexture = textures[index % 90], Roughness = 1 });
                Stage.Darken(scene);
            },
            new() { Size = 16, BatchSize = 20 }, images: 180);
        for (var i = 0; i < 180; i++)
            AssertColor(((byte)(2 * (i % 90) + 40), 60, 90), Stage.Color(batch, 8, 8, i));
    }

    private static Texture Quarters()
    {
        var pixels = new byte[64 * 64 * 4];
        for (var p = 0; p < 64 * 64; p++)
        {
            var (r, g, b) = Corners[p / 64 / 32 * 2 + p % 64 / 32];
            (pixels[4 * p], pixels[4 * p + 1], pixels[4 * p + 2], pixels[4 * p + 3]) = (r, g, b, 255);
        }
        return new("quarters", new Image(64, 64, 4, pixels));
    }

    private static void AssertQuarters(Func<int, int, (int R, int G, int B)> at)
    {
        AssertColor(Corners[0], at(16, 16));
        AssertColor(Corners[1], at(48, 16));
        AssertColor(Corners[2], at(16, 48));
        AssertColor(Corners[3], at(48, 48));
    }

    private static void AssertColor((byte R, byte G, byte B) expected, (int R, int G, int B) actual)
    {
        Assert.InRange(actual.R, expected.R - 4, expected.R + 4);
        Assert.InRange(actual.G, expected.G - 4, expected.G + 4);
        Assert.InRange(actual.B, expected.B - 4, expected.B + 4);
    }
}
