using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>Small frames with two rectangles, whose every label agrees with every other.</summary>
internal static class SoundFrames
{
    public const int Width = 16;
    public const int Height = 12;

    public static DatasetPlan Plan(long count, int steps = 1) => new()
    {
        Scenario = "rectangles",
        Classes = ["disc", "T-shirt/top"],
        Seed = 7,
        Width = Width,
        Height = Height,
        Steps = steps,
        StepSeconds = 0.5f,
        Labelers = ["boxes"],
        Randomizers = ["light"],
        Columns = ["light.yaw"],
        Parameters = [new("light.yaw", "uniform 0 1")],
        Assets = [new("font", "fonts/a.ttf", 1, 100, new("OFL-1.1", "fonts/LICENSE")), new("model", "models", 2, 50, null)],
        Producer = "FewLabels.Sim 1.2.3",
        SelfChecked = true,
        Command = "fewlabels render rectangles --count 9 --out DIR",
        Count = count,
        Whole = count,
    };

    /// <summary>A frame of which instance 1 lies over instance 2.</summary>
    public static LabelledFrame Of(long index, int step = 0)
    {
        var left = (int)(index % 5) + step % 2;
        var map = new ushort[Width * Height];
        Fill(map, 2, left + 3, 4, 6, 5);
        Fill(map, 1, left, 2, 5, 6);
        var pixels = Enumerable.Range(1, 2).Select(id => map.Count(value => value == id)).ToArray();
        BoundingBox2D[] boxes = [new(1, 1, left, 2, 5, 6, pixels[0]), new(2, 0, left + 3, 4, 6, 5, pixels[1])];
        return new()
        {
            Index = index,
            Step = step,
            Image = new(Height, Width, 3, [.. Enumerable.Range(0, Width * Height * 3).Select(i => (byte)(i * 7 + index * 3 + step + map[i / 3] * 60))]),
            ClassId = (int)(index % 2),
            Draws = [new("light.yaw", 0, index / 8f), new("light.yaw", 1, 0.25f)],
            Annotations =
            [
                new BoundingBoxes2D("boxes", boxes, Amodal: false),
                new BoundingBoxes2D("amodal", boxes, Amodal: true),
                new BoundingBoxes3D("boxes 3d", [new(1, 1, new(0, 0, 5), new(1, 2, 3), Quaternion.Identity, Vector3.Zero)]),
                new InstanceSegmentation("instances", Height, Width, map, [new(1, 1, 0, pixels[0]), new(2, 0, 0, pixels[1])]),
                new SemanticSegmentation("semantic", Height, Width, Array.ConvertAll(map, id => id switch { 0 => SemanticSegmentation.Background, 1 => (byte)1, _ => (byte)0 })),
                new Keypoints("keypoints", ["tip", "heel"], [new(1, 1, [new(left + 1.5f, 3, new(0, 0, 4), KeypointState.Visible), default])]),
                new DepthMap("depth", Height, Width, Array.ConvertAll(map, id => id * 1.5f), Range: false),
                new VectorMap("normals", Height, Width, 3, [.. map.SelectMany(id => id == 0 ? new float[3] : [0, 0, -1])], VectorMapKind.CameraNormals),
                new ObjectCounts("counts", [1, 1]),
                new Occlusion("occlusion", [new(1, 1, 1, 1), new(2, 0, 0.6f, 1)]),
                new CameraCapture("camera", Width, Height, 8, 8, 8, 6, false, 0.1f, 10, Vector3.Zero, Quaternion.Identity),
                new SceneMetadata("scene", [new(1, 1, 0, "one", Vector3.Zero, Quaternion.Identity, Vector3.One)], [new("Spot", Vector3.UnitY, -Vector3.UnitY, Vector3.One, 2)]),
            ],
        };
    }

    /// <summary>A frame with one of its labels changed.</summary>
    public static LabelledFrame With<T>(LabelledFrame frame, Func<T, Annotation> change)
        where T : Annotation
    {
        var first = true;
        return frame with
        {
            Annotations = [.. frame.Annotations.Select(annotation =>
            {
                if (!first || annotation is not T hit)
                    return annotation;
                first = false;
                return change(hit);
            })],
        };
    }

    private static void Fill(ushort[] map, ushort id, int x, int y, int width, int height)
    {
        for (var i = 0; i < width * height; i++)
            map[(y + i / width) * Width + x + i % width] = id;
    }
}
