using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Backgrounds and textures: what is where, and of which value.</summary>
public sealed class PictureTests
{
    [Fact]
    public void A_gradient_goes_from_one_colour_to_the_other_along_its_angle()
    {
        var shots = Shot.Take(32, Gradient(0), Gradient(MathF.PI / 2), Gradient(MathF.PI));
        Assert.True(shots[0].Light(0, 16) is { X: > 0.95f, Z: < 0.05f });
        Assert.True(shots[0].Light(31, 16) is { X: < 0.05f, Z: > 0.95f });
        Assert.Equal(0.5f, shots[0].Light(16, 3).X, 0.03f);
        // y runs down the image, and so does a quarter turn.
        Assert.True(shots[1].Light(16, 0) is { X: > 0.95f, Z: < 0.05f });
        Assert.True(shots[1].Light(16, 31) is { X: < 0.05f, Z: > 0.95f });
        Assert.True(shots[2].Light(0, 16) is { X: < 0.05f, Z: > 0.95f });

        static Action<Scene> Gradient(float angle) => scene =>
            (scene.Background.Color, scene.Background.SecondColor, scene.Background.Angle) = (Vector3.UnitX, Vector3.UnitZ, angle);
    }

    [Fact]
    public void A_picture_fills_the_frame_the_right_way_up_and_a_part_of_it_too()
    {
        var shots = Shot.Take(new FrameOptions { Width = 48, Height = 32 }, Behind(new(0, 0, 1, 1)), Behind(new(0.5f, 0, 0.5f, 0.5f)), Behind(new(0.25f, 0.5f, 0.5f, 0.5f)));
        HoldQuarters(shots[0], 0, 0, 48, 32);
        foreach (var (x, y) in new[] { (2, 2), (40, 3), (24, 16), (44, 28) })
            Assert.Equal((0, 255, 0), Bytes(shots[1], x, y));
        Assert.Equal((0, 0, 255), Bytes(shots[2], 6, 16));
        Assert.Equal((255, 255, 255), Bytes(shots[2], 42, 16));

        static Action<Scene> Behind(Vector4 frame) => scene =>
            (scene.Background.Kind, scene.Background.Picture, scene.Background.PictureFrame) = (BackgroundKind.Picture, Props.Quarters, frame);
    }

    [Fact]
    public void The_environment_behind_has_its_sky_above_and_its_ground_below()
    {
        var shots = Shot.Take(32, Look(0), Look(-MathF.PI / 2), Look(MathF.PI / 2));
        Assert.True(shots[0].Light(16, 1).Z > 0.3f && shots[0].Light(16, 1).X < 0.02f);
        Assert.True(shots[0].Light(16, 30).X > 0.3f && shots[0].Light(16, 30).Z < 0.02f);
        Assert.True(shots[0].Light(16, 16).Y > 0.95f);
        Assert.True(shots[1].Middle.Z > 0.95f);
        Assert.True(shots[2].Middle.X > 0.95f);

        static Action<Scene> Look(float pitch) => scene =>
        {
            (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (Vector3.UnitZ, Vector3.UnitY, Vector3.UnitX);
            scene.Background.Kind = BackgroundKind.Environment;
            scene.Camera.FieldOfView = MathF.PI / 2;
            scene.Camera.Transform.SetEuler(pitch, 0, 0);
        };
    }

    [Fact]
    public void A_card_shows_its_picture_upright_and_mirrored_where_it_is_mirrored()
    {
        var shots = Shot.Take(48, Card(1), Card(-1));
        HoldQuarters(shots[0], 12, 12, 24, 24);
        Assert.Equal((0, 255, 0), Bytes(shots[1], 15, 15));
        Assert.Equal((255, 0, 0), Bytes(shots[1], 33, 15));

        static Action<Scene> Card(float mirror) => scene =>
        {
            var card = scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Albedo = default, Emission = Vector3.One, EmissionTexture = Props.Quarters });
            card.Transform.LocalScale = new(mirror, 1, 1);
        };
    }

    [Theory]
    [InlineData(30)]
    [InlineData(128)]
    [InlineData(220)]
    public void A_pictures_values_survive_under_light_of_strength_1(byte value)
    {
        var grey = Props.Plain(value, value, value);
        var shots = Shot.Take(32, scene =>
        {
            scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Roughness = 1, AlbedoTexture = grey });
            // Gloss adds 0.01.
            scene.Sun(Vector3.UnitZ, 1);
        }, scene =>
        {
            scene.Dark().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Albedo = default, Emission = Vector3.One, EmissionTexture = grey }, 9);
            scene.Put(Props.Card, new(0, 0.2f, 2), new StandardMaterial { Emission = Vector3.UnitX }, 0.1f);
        }, scene => (scene.Background.Kind, scene.Background.Picture) = (BackgroundKind.Picture, grey));
        // The shader's curve is a cubic, off by up to 1.4.
        Assert.InRange(shots[0].Byte(16, 16) - value, -2, value < 100 ? 13 : 3);
        Assert.InRange(shots[1].Byte(16, 16) - value, -2, 2);
        Assert.InRange(shots[2].Byte(16, 16) - value, -2, 2);
    }

    [Fact]
    public void Saturation_ink_and_a_patterns_strength_change_a_print_as_their_formulas_say()
    {
        // Linear light of the codes 200, 60, 100.
        Vector3 print = new(0.578f, 0.045f, 0.127f);
        var grey = Vector3.Dot(print, new(0.2126f, 0.7152f, 0.0722f));
        Vector3 Seen(StandardMaterial material) => Shot.Take(16, scene =>
        {
            scene.Around(0).Flat().Put(Props.Card, new(0, 0, 3), material);
            scene.Sun(Vector3.UnitZ, 1);
        })[0].Middle;
        StandardMaterial Print() => new() { Roughness = 1, AlbedoTexture = Props.Plain(200, 60, 100) };
        void Same(Vector3 expected, StandardMaterial material)
        {
            // Gloss adds 0.01.
            var seen = Seen(material) - new Vector3(0.01f);
            Assert.True(Vector3.Distance(expected, seen) < 0.012f, $"{seen} for {expected}");
        }
        Same(print, Print());
        Material(m => m.AlbedoSaturation = 0, new(grey));
        Material(m => m.AlbedoSaturation = 0.5f, 0.5f * (print + new Vector3(grey)));
        Material(m => m.AlbedoInkDepth = 0.6f, (1 - 0.6f * (0.578f - 0.045f)) * print);
        Material(m => (m.Pattern, m.PatternColor, m.PatternStrength) = (PatternKind.Checks, Vector3.One, 0), print);
        // Noise so soft that all is half of both.
        StandardMaterial full = Print(), half = Print();
        foreach (var (m, strength) in ((StandardMaterial, float)[])[(full, 1), (half, 0.5f)])
            (m.Pattern, m.PatternColor, m.PatternSoftness, m.PatternFrequency, m.PatternStrength) = (PatternKind.Noise, Vector3.UnitY, 1, 0.01f, strength);
        Same(0.5f * (print + Seen(full) - new Vector3(0.01f)), half);

        void Material(Action<StandardMaterial> change, Vector3 expected)
        {
            var material = Print();
            change(material);
            Same(expected, material);
        }
    }

    [Fact]
    public void Texture_scale_repeats_the_picture_and_offset_moves_it()
    {
        var shot = Shot.Take(64, scene => scene.Dark().Flat(0.5f).Put(Props.Card, new(0, 0, 3),
            new StandardMaterial { Albedo = default, Emission = Vector3.One, EmissionTexture = Props.Quarters, TextureScale = new(2), TextureOffset = new(0.5f, 0) }))[0];
        // Two pictures a side, moved by half of one.
        Assert.Equal((0, 255, 0), Bytes(shot, 8, 8));
        Assert.Equal((255, 0, 0), Bytes(shot, 24, 8));
        Assert.Equal((0, 255, 0), Bytes(shot, 40, 40));
        Assert.Equal((255, 255, 255), Bytes(shot, 8, 24));
    }

    // Tilts of the map towards right (+u) and up (against v), seen from the front, mirrored, and upside down.
    [Theory]
    [InlineData(1, 0, 1, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(1, 0, -1, 0)]
    [InlineData(0, 1, -1, 0)]
    [InlineData(1, 0, 1, 3.14159265f)]
    [InlineData(0, 1, 1, 3.14159265f)]
    public void A_normal_map_leans_the_surface_to_the_side_it_says(int u, int up, float mirror, float roll)
    {
        var map = Props.Plain(128 + 90 * u, 128 + 90 * up, 200, srgb: false);
        var side = Vector3.Transform(new Vector3(mirror * u, up, 0), Quaternion.CreateFromYawPitchRoll(0, 0, roll));
        var shots = Shot.Take(32, Lit(side), Lit(-side), Lit(new(side.Y, side.X, 0)));
        float lean = 218 * 2 / 255f - 1, ahead = 200 * 2 / 255f - 1, length = MathF.Sqrt(lean * lean + ahead * ahead);
        Assert.Equal(0.5f * (ahead + lean) / length / MathF.Sqrt(2), shots[0].Middle.X, 0.02f);
        Assert.Equal(0, shots[1].Middle.X, 0.02f);
        Assert.Equal(0.5f * ahead / length / MathF.Sqrt(2), shots[2].Middle.X, 0.03f);

        Action<Scene> Lit(Vector3 from) => scene =>
        {
            var card = scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Roughness = 1, NormalTexture = map });
            card.Transform.LocalScale = new(mirror, 1, 1);
            card.Transform.SetEuler(0, 0, roll);
            scene.Background.Color = scene.Background.SecondColor = new(0.2f);
            scene.Sun(new Vector3(0, 0, 1) - from, 0.5f);
        };
    }

    [Fact]
    public void Many_textures_and_panoramas_come_and_go_without_being_taken_for_one_another()
    {
        var textures = Enumerable.Range(0, 80).Select(i => Props.Plain(2 * i + 60, 250 - 2 * i, 60 + 7 * i % 190)).ToArray();
        var panoramas = Enumerable.Range(0, 40).Select(i => Constant((i + 1) / 41f)).ToArray();
        var builds = Enumerable.Range(0, 80).Select(i => (Action<Scene>)(scene =>
        {
            scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Albedo = default, Metallic = 1, Emission = Vector3.One, EmissionTexture = textures[i] });
            (scene.Environment.Panorama, scene.Background.Kind) = (panoramas[i % 40], BackgroundKind.Environment);
        })).ToArray();
        using var renderer = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 16, BatchSize = 8, Workers = 1, Labelers = [new FrameProbe()] });
        // Forwards, then back.
        var order = Enumerable.Range(0, 80).Concat(Enumerable.Range(0, 80).Reverse()).Select(i => (long)i).ToArray();
        var batch = renderer.RenderAt(order);
        Assert.Equal(160, batch.Count);
        for (var n = 0; n < 160; n++)
        {
            var (i, shot) = ((int)order[n], new Shot(batch, n));
            var (r, g, b) = Bytes(shot, 8, 8);
            foreach (var (seen, made) in new[] { (r, 2 * i + 60), (g, 250 - 2 * i), (b, 60 + 7 * i % 190) })
                Assert.True(Math.Abs(seen - made) <= 2, $"Texture {i} shows {seen} for {made}.");
            Assert.Equal((i % 40 + 1) / 41f, shot.Light(1, 1).X, 0.01f);
        }
    }

    [Fact]
    public void Meshes_beyond_the_pools_first_size_stay_right()
    {
        // 60 balls of 2,000 vertices each, of which no two are alike.
        var meshes = Enumerable.Range(0, 60).Select(i => Primitives.Sphere(0.2f + 0.01f * i, 64, 32)).ToArray();
        var builds = meshes.Select(mesh => (Action<Scene>)(scene => scene.Flat().Put(mesh, new(0, 0, 3)))).ToArray();
        using var renderer = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 64, BatchSize = 7, Workers = 1, Labelers = [new FrameProbe()] });
        for (var round = 0; round < 2; round++)
        {
            var batch = renderer.RenderAt([.. Enumerable.Range(0, 60).Select(i => (long)i)]);
            for (var i = 0; i < 60; i++)
            {
                var area = MathF.PI * MathF.Pow(32 * (0.2f + 0.01f * i), 2);
                Assert.Equal(area, new Shot(batch, i).Pixels(1), 0.04f * area + 6);
            }
        }
    }

    private static Panorama Constant(float radiance)
    {
        var harmonics = new Vector3[9];
        var levels = Enumerable.Range(0, Panorama.Levels)
            .Select(level => Enumerable.Repeat((Half)radiance, (Panorama.Width >> level) * (Panorama.Width / 2 >> level) * 4).ToArray()).ToArray();
        return new("constant", harmonics, levels);
    }

    private static void HoldQuarters(Shot shot, int left, int top, int width, int height)
    {
        int x = left + width / 8, y = top + height / 8, right = left + 7 * width / 8, bottom = top + 7 * height / 8;
        Assert.Equal((255, 0, 0), Bytes(shot, x, y));
        Assert.Equal((0, 255, 0), Bytes(shot, right, y));
        Assert.Equal((0, 0, 255), Bytes(shot, x, bottom));
        Assert.Equal((255, 255, 255), Bytes(shot, right, bottom));
    }

    private static (int R, int G, int B) Bytes(Shot shot, int x, int y) => (shot.Byte(x, y, 0), shot.Byte(x, y, 1), shot.Byte(x, y, 2));
}
