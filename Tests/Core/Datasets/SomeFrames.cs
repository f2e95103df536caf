using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>Small frames that are functions of their index, for writers.</summary>
internal static class SomeFrames
{
    public static DatasetPlan Plan(int count = 10, int steps = 1) => new()
    {
        Scenario = "shapes",
        Classes = ["disc", "T-shirt/top"],
        Seed = 7,
        Width = 4,
        Height = 2,
        Steps = steps,
        StepSeconds = 0.5f,
        Labelers = ["boxes"],
        Randomizers = ["light"],
        Columns = ["light.yaw", "light.kind"],
        Producer = "FewLabels.Sim 1.2.3",
        Count = count,
    };

    public static LabelledFrame Of(long index, int step = 0, params IReadOnlyList<Annotation> annotations) => new()
    {
        Index = index,
        Step = step,
        Image = new(2, 4, 3, [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 5 + index + step))]),
        ClassId = (int)(index % 2),
        Annotations = annotations,
        Draws = index % 3 == 2 ? [new("light.yaw", 0, 0.5f)] : [new("light.yaw", 0, index), new("light.yaw", 1, -0.25f), new("light.yaw", 2, 1e-7f), new("light.kind", 0, 1, "warm, soft")],
    };

    /// <summary>A frame with every kind of annotation.</summary>
    public static LabelledFrame Whole(long index, int step = 0) => Of(index, step, All(2, 4));

    /// <summary>A frame in which nothing is seen.</summary>
    public static LabelledFrame Empty(long index, int step = 0) => Of(index, step,
        new BoundingBoxes2D("boxes", [], Amodal: false), new BoundingBoxes2D("amodal", [], Amodal: true), new BoundingBoxes3D("boxes 3d", []),
        new SemanticSegmentation("semantic", 2, 4, [.. Enumerable.Repeat(SemanticSegmentation.Background, 8)]), new InstanceSegmentation("instances", 2, 4, new ushort[8], []),
        new Keypoints("keypoints", ["tip"], []), new ObjectCounts("counts", [0, 0]), new Occlusion("occlusion", []), new SceneMetadata("scene", [], []));

    public static Annotation[] All(int height, int width)
    {
        var size = height * width;
        ushort[] instances = [.. Enumerable.Range(0, size).Select(i => (ushort)(i < 2 ? i + 1 : 0))];
        return
        [
            new CameraCapture("camera", width, height, 8, 8, 2, 1, false, 0.5f, 2, new(1, 2, 3), Quaternion.Identity),
            new BoundingBoxes2D("boxes", [new(1, 1, 0, 0, 1, 1, 1), new(2, 0, 1, 0, 1, 1, 1)], Amodal: false),
            new BoundingBoxes2D("amodal", [new(1, 1, 0, 0, 2, 2, 1)], Amodal: true),
            new BoundingBoxes3D("boxes 3d", [new(1, 1, new(0, 0, 5), new(1, 2, 3), new(0, 0, 1, 0), new(0.5f, 0, 0))]),
            new SemanticSegmentation("semantic", height, width, [.. instances.Select(id => id switch { 0 => SemanticSegmentation.Background, 1 => (byte)1, _ => (byte)0 })]),
            new InstanceSegmentation("instances", height, width, instances, [new(1, 1, 0, 1), new(2, 0, 1, 1)]),
            new Keypoints("keypoints", ["tip", "heel"], [new(1, 1, [new(1.5f, 0.5f, new(0, 1, 4), KeypointState.Visible), new(0, 0, default, KeypointState.Absent)])]),
            new DepthMap("depth", height, width, [.. Enumerable.Range(0, size).Select(i => i < 2 ? 4.5f : 0)], Range: false),
            new DepthMap("range", height, width, new float[size], Range: true),
            new VectorMap("normals", height, width, 3, [.. Enumerable.Range(0, size * 3).Select(i => i == 2 ? -1f : 0)], VectorMapKind.CameraNormals),
            new VectorMap("positions", height, width, 3, new float[size * 3], VectorMapKind.CameraPositions),
            new VectorMap("flow", height, width, 2, new float[size * 2], VectorMapKind.OpticalFlow),
            new ObjectCounts("counts", [1, 1]),
            new Occlusion("occlusion", [new(1, 1, 0.5f, 0.25f)]),
            new SceneMetadata("scene", [new(1, 1, 0, "body", new(1, 0, 0), Quaternion.Identity, Vector3.One)], [new("Spot", new(0, 3, 0), new(0, -1, 0), Vector3.One, 2)]),
        ];
    }

    /// <summary>Every file below a folder with its bytes, by path.</summary>
    public static Dictionary<string, string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(File.ReadAllBytes(path)));
}
