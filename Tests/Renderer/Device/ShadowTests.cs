using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>The shadow of a ball on the floor, seen from above, against a ray from each floor pixel to the lamp.</summary>
public sealed class ShadowTests
{
    private const float Radius = 0.3f;
    private static readonly Vector3 Center = new(0, 0.6f, 0), LampAt = new(-1, 1.6f, 0);

    // The way from lamp to ball to floor follows an edge between two faces of a point light's cube of shadow maps.
    [Theory]
    [InlineData(LightType.Directional, true)]
    [InlineData(LightType.Directional, false)]
    [InlineData(LightType.Spot, true)]
    [InlineData(LightType.Spot, false)]
    [InlineData(LightType.Point, true)]
    [InlineData(LightType.Point, false)]
    public void A_ball_shades_the_floor_where_it_stands_in_the_way(LightType type, bool floorCasts)
    {
        var shots = Shot.Take(96, scene => Build(scene, type, 1, floorCasts), scene => Build(scene, type, 0, floorCasts));
        var (dark, lit) = (0, 0);
        for (var y = 0; y < 96; y++)
        {
            for (var x = 0; x < 96; x++)
            {
                if (shots[0].Instance(x, y) != 2 || shots[1].Light(x, y).X < 0.05f)
                    continue;
                var share = shots[0].Light(x, y).X / shots[1].Light(x, y).X;
                var at = new Vector3((x + 0.5f - 48) / 32, 0, (48 - y - 0.5f) / 32);
                var toLamp = Vector3.Normalize(type == LightType.Directional ? new(-1, 1, 0) : LampAt - at);
                var miss = Vector3.Cross(Center - at, toLamp).Length();
                if (miss < 0.75f * Radius)
                {
                    Assert.True(share < 0.05f, $"({x}, {y}) is lit: {share}.");
                    dark++;
                }
                else if (miss > 1.25f * Radius)
                {
                    Assert.True(share > 0.95f, $"({x}, {y}) is dark: {share}.");
                    lit++;
                }
            }
        }
        Assert.True(dark > 100 && lit > 1000, $"{dark} {lit}");
    }

    [Fact]
    public void Half_a_shadow_takes_half_the_light()
    {
        var shots = Shot.Take(96, scene => Build(scene, LightType.Directional, 0.5f, false), scene => Build(scene, LightType.Directional, 0, false));
        // The shadow's middle is at x = 0.6 m.
        Assert.Equal(0.5f, shots[0].Light(48 + 22, 48).X / shots[1].Light(48 + 22, 48).X, 0.02f);
    }

    [Fact]
    public void What_casts_no_shadow_throws_none()
    {
        var shots = Shot.Take(96, scene =>
        {
            Build(scene, LightType.Directional, 1, true);
            scene.Roots[0].GetComponent<MeshRenderer>()!.CastsShadows = false;
        });
        Assert.True(shots[0].Light(48 + 22, 48).X > 0.5f);
    }

    private static void Build(Scene scene, LightType type, float shadow, bool floorCasts)
    {
        scene.Dark().FromAbove(1.5f).Put(Props.Ball, Center, scale: Radius);
        scene.Put(Props.Floor, Vector3.Zero).GetComponent<MeshRenderer>()!.CastsShadows = floorCasts;
        var light = scene.Lamp(type, LampAt, new(1, -1, 0), type == LightType.Directional ? 0.8f : 2, shadow);
        (light.SpotAngle, light.ShadowSoftness) = (1.6f, 0.002f);
    }
}
