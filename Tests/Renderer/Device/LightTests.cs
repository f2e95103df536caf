using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Lamps on a white matt wall that faces the camera, against closed forms. Gloss adds up to 2 % to them.</summary>
public sealed class LightTests
{
    [Fact]
    public void A_sun_of_intensity_1_makes_a_white_wall_white_and_half_of_it_half_as_bright()
    {
        var shots = Shot.Take(32, Lit(1), Lit(0.5f), Lit(0));
        Assert.InRange(shots[0].Byte(16, 16), 253, 255);
        Assert.InRange(shots[1].Byte(16, 16), 185, 191);
        Assert.Equal(0, shots[2].Byte(16, 16));

        // A second thing, or the whole picture would be of one colour.
        static Action<Scene> Lit(float intensity) => scene =>
        {
            scene.Dark().Flat().Put(Props.Wall, new(0, 0, 3));
            scene.Put(Props.Card, new(-0.8f, 0.8f, 2), new StandardMaterial { Albedo = default, Emission = new(0, 0.3f, 0) }, 0.2f);
            scene.Sun(Vector3.UnitZ, intensity);
        };
    }

    [Fact]
    public void A_slanting_sun_falls_off_with_the_cosine()
    {
        var angles = new[] { 0, 30, 60, 75 };
        var shots = Shot.Take(32, [.. angles.Select(angle => (Action<Scene>)(scene =>
        {
            scene.Dark().Flat().Put(Props.Card, new(0, 0, 3));
            var (sine, cosine) = MathF.SinCos(angle * MathF.PI / 180);
            scene.Sun(new(sine, 0, cosine), 0.6f);
        }))]);
        for (var i = 0; i < angles.Length; i++)
            Assert.Equal(0.6f * MathF.Cos(angles[i] * MathF.PI / 180), shots[i].Middle.X, 0.013f);
    }

    [Fact]
    public void A_point_light_falls_with_the_square_of_the_distance()
    {
        var shots = Shot.Take(32, At(0.5f), At(1), At(2));
        Assert.Equal(0.8f, shots[0].Middle.X, 0.02f);
        Assert.Equal(0.2f, shots[1].Middle.X, 0.006f);
        Assert.Equal(0.05f, shots[2].Middle.X, 0.002f);
        // At 45 degrees aside: twice the squared distance, and the cosine.
        Assert.Equal(0.8f * MathF.Pow(0.5f, 1.5f), shots[0].Light(16 + 8, 16).X, 0.03f);

        static Action<Scene> At(float distance) => scene =>
        {
            scene.Dark().Flat().Put(Props.Wall, new(0, 0, 3));
            scene.Lamp(LightType.Point, new(0, 0, 3 - distance), Vector3.UnitZ, 0.2f);
        };
    }

    [Fact]
    public void A_point_light_ends_at_its_range()
    {
        var shot = Shot.Take(32, scene =>
        {
            scene.Dark().Flat(2).Put(Props.Wall, new(0, 0, 3));
            scene.Lamp(LightType.Point, new(0, 0, 2.5f), Vector3.UnitZ, 0.2f).Range = 1;
        })[0];
        Assert.True(shot.Light(16, 16).X > 0.5f);
        // 1 m away: √(1 − 0.25) = 0.87 m aside, 6.9 pixels.
        Assert.Equal(0, shot.Byte(16 + 8, 16));
        Assert.True(shot.Byte(16 + 4, 16) > 20);
    }

    [Fact]
    public void A_spot_lights_its_cone_and_nothing_beside()
    {
        var shot = Shot.Take(64, scene =>
        {
            scene.Dark().Flat().Put(Props.Wall, new(0, 0, 3));
            scene.Lamp(LightType.Spot, new(0, 0, 2), Vector3.UnitZ, 0.8f).SpotAngle = MathF.PI / 3;
        })[0];
        for (var x = 0; x < 64; x++)
        {
            var aside = MathF.Abs((x + 0.5f - 32) / 32);
            var light = shot.Light(x, 32).X;
            if (aside > MathF.Tan(MathF.PI / 6) + 0.02f)
                Assert.Equal(0, light);
            else if (aside < MathF.Tan(MathF.PI * 24 / 180) - 0.02f)
                Assert.Equal(0.8f * MathF.Pow(1 + aside * aside, -1.5f), light, 0.02f);
            else if (aside < MathF.Tan(MathF.PI / 6) - 0.02f)
                Assert.InRange(light, 0.001f, 0.8f);
        }
    }

    [Fact]
    public void Colours_of_lamp_and_surface_multiply_and_lamps_add_up()
    {
        var shot = Shot.Take(32, scene =>
        {
            scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Albedo = new(0.5f, 0.8f, 0), Roughness = 1 });
            scene.Sun(Vector3.UnitZ, 0.5f).Color = new(1, 0, 1);
            scene.Sun(Vector3.UnitZ, 0.5f).Color = new(0, 1, 0);
            scene.Sun(Vector3.UnitZ, 0.25f).Color = new(0, 1, 0);
        })[0];
        Assert.Equal(0.25f, shot.Middle.X, 0.008f);
        Assert.Equal(0.6f, shot.Middle.Y, 0.012f);
        Assert.InRange(shot.Middle.Z, 0, 0.01f);
    }

    [Fact]
    public void Emission_is_what_is_seen_where_no_light_is()
    {
        var shot = Shot.Take(32, scene =>
            scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Albedo = Vector3.Zero, Emission = new(0.25f, 0.5f, 0.1f) }))[0];
        Assert.Equal(0.25f, shot.Middle.X, 0.003f);
        Assert.Equal(0.5f, shot.Middle.Y, 0.004f);
        Assert.Equal(0.1f, shot.Middle.Z, 0.002f);
    }

    [Fact]
    public void A_sheet_seen_from_behind_is_drawn_only_if_it_has_two_sides()
    {
        var shots = Shot.Take(32, Turned(false), Turned(true));
        Assert.Equal(0, shots[0].View.Objects.ToArray().Count(drawn => drawn > 0));
        Assert.InRange(shots[1].View.Objects.ToArray().Count(drawn => drawn > 0), 240, 270);
        Assert.Equal(-1, shots[1].Normal(16, 16).Z, 1e-3f);
        Assert.Equal(0.5f, shots[1].Middle.X, 0.02f);

        static Action<Scene> Turned(bool doubleSided) => scene =>
        {
            var card = scene.Dark().Flat().Put(Props.Card, new(0, 0, 3), new StandardMaterial { Roughness = 1, DoubleSided = doubleSided }, labelled: false);
            card.Transform.SetEuler(0, MathF.PI, 0);
            scene.Sun(Vector3.UnitZ, 0.5f);
        };
    }
}
