using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Light from all around: three colours, soft boxes, panoramas, and what contacts take of it.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public void The_sky_lights_what_faces_up_the_ground_what_faces_down_and_the_horizon_the_rest()
    {
        var shots = Shot.Take(32, Turned(MathF.PI / 2), Turned(0), Turned(-MathF.PI / 2), Turned(MathF.PI / 6));
        Assert.Equal(0.8f, shots[0].Middle.X, 0.024f);
        Assert.Equal(0.4f, shots[1].Middle.X, 0.012f);
        Assert.Equal(0.1f, shots[2].Middle.X, 0.004f);
        // A normal 30 degrees above the horizon: half of each.
        Assert.Equal(0.6f, shots[3].Middle.X, 0.02f);

        // The camera and the card before it turn together.
        static Action<Scene> Turned(float pitch) => scene =>
        {
            Vary(scene);
            scene.Flat().Camera.Transform.SetEuler(pitch, 0, 0);
            var card = scene.Put(Props.Card, 3 * Forward(scene.Camera.Transform.LocalToWorld), scale: 1.4f);
            card.Transform.SetEuler(pitch, 0, 0);
        };
    }

    [Fact]
    public void A_soft_box_lights_by_the_cosine_and_its_size()
    {
        var shots = Shot.Take(32, Turned(0), Turned(MathF.PI / 3), Turned(2));
        // 20 · 2 / 100.
        Assert.Equal(0.4f, shots[0].Middle.X, 0.012f);
        Assert.Equal(0.2f, shots[1].Middle.X, 0.012f);
        Assert.Equal(0, shots[2].Middle.X, 0.002f);

        static Action<Scene> Turned(float angle) => scene =>
        {
            scene.Dark().Flat().Put(Props.Card, new(0, 0, 3));
            scene.Environment.SoftBoxes.Add(new(new(MathF.Sin(angle), 0, -MathF.Cos(angle)), 100, new(20)));
        };
    }

    [Fact]
    public void A_panorama_of_one_colour_makes_every_ball_that_colour()
    {
        var color = new Vector3(0.5f, 0.3f, 0.2f);
        var panorama = Build((_, _) => color);
        var shots = Shot.Take(48, Ball(0, 1), Ball(1, 0.05f));
        foreach (var shot in shots)
        {
            for (var p = 0; p < 48 * 48; p++)
            {
                var light = shot.Light(p % 48, p / 48);
                var share = light / color;
                Assert.InRange(share.X, shot.Instance(p % 48, p / 48) == 0 ? 0.98f : 0.93f, shot.Instance(p % 48, p / 48) == 0 ? 1.02f : 1.05f);
                Assert.Equal(share.X, share.Y, 0.05f);
                Assert.Equal(share.X, share.Z, 0.1f);
            }
        }

        Action<Scene> Ball(float metallic, float roughness) => scene =>
        {
            scene.Dark().Flat().Put(Props.Ball, new(0, 0, 3), new StandardMaterial { Metallic = metallic, Roughness = roughness }, 0.7f);
            scene.Environment.Panorama = panorama;
            scene.Background.Kind = BackgroundKind.Environment;
            // One pixel's worth of difference, for the check that a picture is not of one colour.
            scene.Put(Props.Card, new(0.9f, 0.9f, 2), new StandardMaterial { Albedo = Vector3.One * 0.97f, Roughness = 1 }, 0.1f, labelled: false);
        };
    }

    [Fact]
    public void A_metal_ball_mirrors_the_sky_above_and_the_ground_below()
    {
        var shot = Shot.Take(64, scene =>
        {
            Vary(scene);
            scene.Flat().Put(Props.Ball, new(0, 0, 3), new StandardMaterial { Metallic = 1, Roughness = 0.05f }, 0.9f);
        })[0];
        for (var y = 6; y < 58; y++)
        {
            var height = (32 - y - 0.5f) / 32 / 0.9f;
            var normal = new Vector3(0, height, -MathF.Sqrt(1 - height * height - MathF.Pow(0.5f / 32 / 0.9f, 2)));
            var up = Vector3.Reflect(Vector3.UnitZ, normal).Y;
            var expected = 0.4f + MathF.Abs(up) * ((up > 0 ? 0.8f : 0.1f) - 0.4f);
            Assert.Equal(expected, shot.Light(32, y).X, 0.05f);
        }
    }

    [Fact]
    public void A_panoramas_right_is_on_the_right_behind_and_in_a_mirror_and_it_turns_like_things_do()
    {
        // +X red, −X blue, +Z green, −Z black.
        var panorama = Build((u, _) => u is > 0.625 and < 0.875 ? Vector3.UnitX : u is > 0.125 and < 0.375 ? Vector3.UnitZ : u is >= 0.375 and <= 0.625 ? Vector3.UnitY : default);
        var shots = Shot.Take(64, Seen(0, true), Seen(0, false), Seen(MathF.PI / 2, false));
        // The ball's side at 45 degrees mirrors what is beside it.
        var aside = (int)(32 * 0.7f * MathF.Sqrt(0.5f));
        Assert.True(shots[0].Light(32 + aside, 32) is { X: > 0.8f, Z: < 0.1f });
        Assert.True(shots[0].Light(32 - aside, 32) is { Z: > 0.8f, X: < 0.1f });
        // Beyond 45 degrees to the right of +Z the red begins.
        Assert.True(shots[1].Light(62, 32) is { X: > 0.9f, Z: < 0.1f });
        Assert.True(shots[1].Light(1, 32) is { Z: > 0.9f, X: < 0.1f });
        Assert.True(shots[1].Light(32, 32) is { Y: > 0.9f, X: < 0.1f });
        // A quarter turn takes what was ahead to the right and what was on the left ahead.
        Assert.True(shots[2].Light(32, 32) is { Z: > 0.9f, Y: < 0.1f });
        Assert.True(shots[2].Light(62, 32) is { Y: > 0.9f, X: < 0.1f });

        Action<Scene> Seen(float turn, bool ball) => scene =>
        {
            scene.Dark().Camera.FieldOfView = 1.9f;
            if (ball)
                scene.Flat().Put(Props.Ball, new(0, 0, 3), new StandardMaterial { Metallic = 1, Roughness = 0.05f }, 0.7f);
            (scene.Environment.Panorama, scene.Environment.PanoramaRotation, scene.Background.Kind) = (panorama, turn, BackgroundKind.Environment);
        };
    }

    [Fact]
    public void A_panorama_lights_the_side_that_faces_its_light()
    {
        var panorama = Build((_, v) => v < 0.5 ? Vector3.One : default);
        var shots = Shot.Take(32, Turned(MathF.PI / 2), Turned(0), Turned(-MathF.PI / 2));
        Assert.Equal(1, shots[0].Middle.X, 0.06f);
        Assert.Equal(0.5f, shots[1].Middle.X, 0.03f);
        Assert.Equal(0, shots[2].Middle.X, 0.06f);

        Action<Scene> Turned(float pitch) => scene =>
        {
            scene.Dark().Flat().Camera.Transform.SetEuler(pitch, 0, 0);
            scene.Environment.Panorama = panorama;
            scene.Photo.Exposure = 0;
            var card = scene.Put(Props.Card, 3 * Forward(scene.Camera.Transform.LocalToWorld));
            card.Transform.SetEuler(pitch, 0, 0);
            // Something of another colour.
            scene.Background.Color = scene.Background.SecondColor = new(0.2f);
        };
    }

    [Fact]
    public void Occlusion_darkens_where_ball_and_floor_meet_and_an_empty_floor_nowhere()
    {
        var shots = Shot.Take(64, Floor(false, 0), Floor(false, 1), Floor(true, 0), Floor(true, 1));
        Assert.Equal("", string.Join(' ', Enumerable.Range(0, 64 * 64)
            .Where(p => Math.Abs(shots[1].Byte(p % 64, p / 64) - shots[0].Byte(p % 64, p / 64)) > 1).Select(p => (p % 64, p / 64))));
        // The ball touches the floor at the frame's middle; the nearest floor is seen just below the ball's lower edge.
        var edge = Enumerable.Range(32, 30).First(y => shots[2].Instance(32, y) == 2);
        Assert.True(shots[3].Light(32, edge + 1).X < 0.85f * shots[2].Light(32, edge + 1).X, $"{shots[3].Light(32, edge + 1).X} {shots[2].Light(32, edge + 1).X}");
        Assert.Equal(shots[2].Light(4, 60).X, shots[3].Light(4, 60).X, 0.01f);

        static Action<Scene> Floor(bool ball, float strength) => scene =>
        {
            scene.Dark().Around(0.6f).Camera.FieldOfView = 0.4f;
            scene.Camera.Transform.LocalPosition = new(0, 1, -1.5f);
            scene.Camera.Transform.LookAt(new(0, 0.05f, 0), Vector3.UnitY);
            if (ball)
                scene.Put(Props.Ball, new(0, 0.1f, 0), scale: 0.1f);
            scene.Put(Props.Floor, Vector3.Zero);
            scene.Lamp(LightType.Point, new(0, 1, 0), -Vector3.UnitY, 0.2f);
            (scene.Environment.AmbientOcclusion, scene.Environment.AmbientOcclusionRadius) = (strength, 0.1f);
        };
    }

    private static void Vary(Scene scene)
    {
        scene.Dark();
        (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (new(0.8f), new(0.4f), new(0.1f));
    }

    private static Vector3 Forward(in Matrix4x4 pose) => Vector3.TransformNormal(Vector3.UnitZ, pose);

    private static Panorama Build(Func<double, double, Vector3> radiance)
    {
        var builder = new PanoramaBuilder(128, 64, "made");
        var row = new Vector3[128];
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 128; x++)
                row[x] = radiance((x + 0.5) / 128, (y + 0.5) / 64);
            builder.AddRow(y, row);
        }
        return builder.Build();
    }
}
