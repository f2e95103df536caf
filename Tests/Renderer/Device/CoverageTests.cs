using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Occlusions;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Silhouettes and what is seen of them, as shares of a circle's area.</summary>
public sealed class CoverageTests
{
    private static readonly FrameOptions Options = new() { Size = 96, Labelers = [new OcclusionLabeler()] };

    // 48 pixels a metre.
    private static readonly float Area = MathF.PI * MathF.Pow(0.4f * 48, 2);

    [Fact]
    public void A_ball_alone_is_seen_whole()
    {
        var shot = Shot.Take(Options, scene => scene.Flat().Put(Props.Ball, new(0.1f, -0.2f, 3), scale: 0.4f))[0];
        var cover = shot.View.Coverage![0];
        Assert.Equal(Area, cover.Pixels, 0.02f * Area);
        Assert.Equal(cover.Pixels, cover.PixelsInFrame);
        Assert.Equal((1, 1), Shares(shot, 1));
        for (var y = 0; y < 96; y++)
        {
            for (var x = 0; x < 96; x++)
            {
                var distance = new Vector2(x + 0.5f - 52.8f, y + 0.5f - 57.6f).Length();
                if (MathF.Abs(distance - 19.2f) > 0.8f)
                    Assert.Equal(distance < 19.2f, cover.Covers(x, y));
            }
        }
    }

    [Fact]
    public void What_a_board_hides_is_missing_from_the_share_that_is_seen()
    {
        var shots = Shot.Take(Options, Hidden(0), Hidden(0.2f), Hidden(-0.2f), Hidden(0.5f));
        Assert.Equal(0.5f, Shares(shots[0], 1).Visible, 0.03f);
        // A circular segment that begins at half the radius is 19.55 % of the circle.
        Assert.Equal(0.1955f, Shares(shots[1], 1).Visible, 0.03f);
        Assert.Equal(0.8045f, Shares(shots[2], 1).Visible, 0.03f);
        Assert.Equal(0, Shares(shots[3], 1).Visible);
        Assert.Equal(Area, shots[3].View.Coverage![0].Pixels, 0.02f * Area);

        static Action<Scene> Hidden(float upTo) => scene =>
        {
            scene.Flat().Put(Props.Ball, new(0, 0, 3), scale: 0.4f);
            scene.Put(Props.Wall, new(upTo - 2, 0, 2), labelled: false);
        };
    }

    [Fact]
    public void What_lies_beyond_the_frame_counts_to_the_whole()
    {
        var shots = Shot.Take(Options, At(1, 0), At(-1, 0.999f), At(0.8f, 0), At(1.5f, 0), At(8, 0));
        Assert.Equal((1, 0.5f), Rounded(Shares(shots[0], 1)));
        Assert.Equal(0.25f, Shares(shots[1], 1).InFrame, 0.03f);
        Assert.Equal(0.8045f, Shares(shots[2], 1).InFrame, 0.03f);
        Assert.Equal(Area, shots[3].View.Coverage![0].Pixels, 0.02f * Area);
        Assert.Equal(0, shots[3].View.Coverage![0].PixelsInFrame);
        Assert.Empty(shots[3].Batch.Annotation<Occlusion>(3).Instances);
        Assert.Equal(0, shots[4].View.Coverage![0].Pixels);

        static Action<Scene> At(float x, float y) => scene => scene.Flat().Put(Props.Ball, new(x, y, 3), scale: 0.4f);
        static (float, float) Rounded((float Visible, float InFrame) shares) => (shares.Visible, MathF.Round(20 * shares.InFrame) / 20);
    }

    [Fact]
    public void An_instance_of_many_parts_has_one_silhouette_without_what_it_hides_of_itself()
    {
        var shot = Shot.Take(Options, scene =>
        {
            var whole = scene.Flat().Put(Props.Ball, new(0, 0, 3), scale: 0.4f);
            // A part behind, and one that is an instance of its own before it.
            var behind = scene.Add("part", whole);
            behind.GetComponent<MeshRenderer>()!.Mesh = Props.Ball;
            behind.Transform.LocalPosition = new(0, 0, 2);
            var before = scene.Add("other", whole);
            before.GetComponent<MeshRenderer>()!.Mesh = Props.Card;
            before.Transform.LocalPosition = new(0, 0, -2);
            before.AddComponent<Labeling>().ClassId = 1;
        })[0];
        Assert.Equal(Area, shot.View.Coverage![0].Pixels, 0.02f * Area);
        // A square of one radius a side on a circle.
        Assert.Equal(1 - 1 / MathF.PI, Shares(shot, 1).Visible, 0.03f);
        // Of a square of 19.2 pixels: what a pixel shows is voted by its samples, and a silhouette by its middle.
        Assert.InRange(Shares(shot, 2).Visible, 0.97f, 1);
    }

    [Fact]
    public void A_texture_cuts_picture_mask_silhouette_and_shadow_alike()
    {
        var checker = Props.Picture(64, (x, y) => (255, 255, 255, x < 32 == y < 32 ? 255 : 0));
        var shot = Shot.Take(Options, scene =>
        {
            scene.Dark().Flat().Put(Primitives.Quad(0.6f, 0.6f), new(-0.4f, 0, 2), new StandardMaterial { Roughness = 1, AlbedoTexture = checker, AlphaCutoff = 0.5f });
            scene.Put(Props.Wall, new(0, 0, 3), new StandardMaterial { Roughness = 1, Albedo = new(1, 0, 0) });
            scene.Sun(new(0.8f, 0, 1), 0.7f, 1);
        })[0];
        Assert.Equal(0.5f * 28.8f * 28.8f, shot.View.Coverage![0].Pixels, 0.06f * 415);
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var there = quarter is 0 or 3;
            int x = 48 + (int)(48 * (-0.4f + (quarter % 2 == 0 ? -0.15f : 0.15f))), y = 48 + (quarter < 2 ? -7 : 7);
            Assert.Equal(there ? 1 : 2, shot.Instance(x, y));
            Assert.Equal(there, shot.View.Coverage[0].Covers(x, y));
            Assert.Equal(there, shot.Byte(x, y, 1) > 100);
            // The shadow falls 0.8 m to the right, on the wall.
            Assert.Equal(there, shot.Light(x + 38, y).X < 0.05f);
            Assert.Equal(!there, shot.Light(x + 38, y).X > 0.45f);
        }
    }

    private static (float Visible, float InFrame) Shares(Shot shot, int instance)
    {
        var frame = Array.IndexOf([.. shot.Batch.Annotations.Select(all => all.OfType<ProbedFrame>().Single().Frame)], shot.View);
        var found = shot.Batch.Annotation<Occlusion>(frame).Instances.Single(item => item.InstanceId == instance);
        return (found.PercentVisible, found.PercentInFrame);
    }
}
