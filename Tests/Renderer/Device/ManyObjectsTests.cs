using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Small, many, and mirrored things.</summary>
public sealed class ManyObjectsTests
{
    // 3,025 are more than a half-precision number counts.
    [Theory]
    [InlineData(39)]
    [InlineData(55)]
    public void A_grid_of_very_many_things_has_every_one_at_its_place(int side)
    {
        var pitch = 128f / side;
        var shot = Shot.Take(new FrameOptions { Size = 128, Labelers = [new BoundingBoxes2DLabeler()] }, scene =>
        {
            scene.Flat(64);
            for (var i = 0; i < side * side; i++)
                scene.Put(Props.Card, new((i % side + 0.5f) * pitch - 64, 64 - (i / side + 0.5f) * pitch, 3), scale: 0.8f * pitch);
        })[0];
        var boxes = shot.Batch.Annotation<BoundingBoxes2D>(0).Boxes;
        Assert.Equal(Enumerable.Range(1, side * side), boxes.Select(box => box.InstanceId));
        for (var i = 0; i < side * side; i++)
        {
            Assert.Equal(i + 1, shot.Instance((int)((i % side + 0.5f) * pitch), (int)((i / side + 0.5f) * pitch)));
            Assert.Equal((i % side + 0.5f) * pitch, boxes[i].X + 0.5f * boxes[i].Width, 1f);
            Assert.Equal((i / side + 0.5f) * pitch, boxes[i].Y + 0.5f * boxes[i].Height, 1f);
            Assert.InRange(boxes[i].Width, 1, 3);
            Assert.InRange(boxes[i].Height, 1, 3);
        }
    }

    [Fact]
    public void More_objects_than_an_image_can_tell_apart_are_refused()
    {
        using var renderer = new FrameRenderer(new BuiltScenario(scene =>
        {
            var card = Primitives.Quad();
            for (var i = 0; i < 65_536; i++)
                scene.Put(card, new(0, 0, 3), labelled: false);
        }), new FrameOptions { Size = 16, Workers = 1 });
        var error = Assert.Throws<FewLabels.Sim.Core.Errors.FewLabelsException>(() => renderer.RenderAt([0]));
        Assert.Contains("65,536", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Things_of_a_pixel_and_things_on_the_frames_border_are_well()
    {
        Vector2[] places = [new(0.3f, 0.3f), new(-1, 0), new(1, 0), new(0, 1), new(0, -1), new(-1, -1), new(1, 1), new(1, -1), new(-1, 1)];
        float[] sizes = [0.3f, 0.6f, 1, 1.5f, 7];
        var shots = Shot.Take(new FrameOptions { Size = 48, Labelers = [new BoundingBoxes2DLabeler(), new FewLabels.Sim.Renderer.Labelers.Occlusions.OcclusionLabeler()] },
            [.. from place in places from size in sizes from mesh in new[] { Props.Ball, Props.Cube } select (Action<Scene>)(scene =>
            {
                // Diameters in pixels.
                var things = scene.Flat();
                things.Put(mesh, new(place, 3), scale: size / 24 * (mesh == Props.Ball ? 0.5f : 1));
                things.Put(Props.Wall, new(0, 0, 4));
                things.Lamp(LightType.Point, default, Vector3.UnitZ, 1);
            })]);
        Assert.Equal(90, shots.Length);
        // A cube of one pixel and a half beside the middle covers the pixel's middle in any case.
        Assert.InRange(shots[7].Pixels(1), 1, 4);
        // A cube of 7 pixels on the left border: 3.5 × 7 are inside.
        Assert.InRange(shots[10 + 9].Pixels(1), 21, 32);
    }

    [Fact]
    public void A_mirrored_thing_is_the_mirror_image_of_the_thing()
    {
        var shots = Shot.Take(64, Build(1, 0), Build(-1, 0), Build(1, 1), Build(-1, 1));
        for (var pair = 0; pair < 4; pair += 2)
        {
            var (plain, mirrored) = (shots[pair], shots[pair + 1]);
            var differ = 0;
            for (var y = 0; y < 64; y++)
            {
                for (var x = 0; x < 64; x++)
                {
                    differ += plain.Instance(x, y) == mirrored.Instance(63 - x, y) ? 0 : 1;
                    if (plain.Instance(x, y) == 0 || mirrored.Instance(63 - x, y) != plain.Instance(x, y))
                        continue;
                    Vector3 here = plain.Normal(x, y), there = mirrored.Normal(63 - x, y);
                    Assert.True(there.Z < 0.01f);
                    if (Inside(plain, x, y))
                    {
                        Assert.True(Vector3.Dot(here, there with { X = -there.X }) > 0.99f, $"({x}, {y}): {here} {there}");
                        Assert.Equal(plain.Depth(x, y), mirrored.Depth(63 - x, y), 0.01f);
                        Assert.Equal(plain.Light(x, y).X, mirrored.Light(63 - x, y).X, 0.08f);
                    }
                }
            }
            // Ties at borders, and samples that do not lie as in a mirror.
            Assert.InRange(differ, 0, 40);
            Assert.True(plain.Pixels(1) > 300 && plain.Pixels(2) > 100);
        }

        // The second kind is mirrored by a parent, along another axis.
        static Action<Scene> Build(float mirror, int kind) => scene =>
        {
            scene.Dark().Flat();
            var root = scene.Add("root");
            root.Transform.LocalScale = new(mirror, 1, 1);
            var box = scene.Add("box", root);
            (box.GetComponent<MeshRenderer>()!.Mesh, box.Transform.LocalPosition) = (Props.Cube, new(-0.3f, 0.1f, 3));
            box.Transform.SetEuler(0.4f, 0.5f, 0.3f);
            box.Transform.LocalScale = kind == 0 ? new(0.7f, 0.5f, 0.4f) : new(0.7f, 0.5f, -0.4f);
            box.AddComponent<Labeling>();
            // Small enough for a coarse level.
            var ball = scene.Add("ball", root);
            (ball.GetComponent<MeshRenderer>()!.Mesh, ball.Transform.LocalPosition) = (Props.Ball, new(0.5f, -0.4f, 2.6f));
            ball.Transform.LocalScale = new(0.3f, 0.2f, kind == 0 ? 0.2f : -0.2f);
            ball.AddComponent<Labeling>();
            scene.Sun(Vector3.UnitZ, 0.8f);
        };

        static bool Inside(Shot shot, int x, int y) => x is > 0 and < 63 && y is > 0 and < 63 && Enumerable.Range(0, 9)
            .All(i => shot.Instance(x + i % 3 - 1, y + i / 3 - 1) == shot.Instance(x, y) && Vector3.Dot(shot.Normal(x + i % 3 - 1, y + i / 3 - 1), shot.Normal(x, y)) > 0.8f);
    }
}
