using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>Frames of 48×40 with up to six objects of all shapes, some with holes, some in parts, each a function of its index; every fifth is empty.</summary>
internal static class SomeScenes
{
    public const int Height = 40;
    public const int Width = 48;

    public static IReadOnlyList<string> Template { get; } = ["left eye", "right eye", "tip"];

    public static DatasetPlan Plan(int count, int steps = 1) => SomeFrames.Plan(count, steps) with { Width = Width, Height = Height, Classes = ["disc", "T-shirt/top", "it's \"long\": ä"] };

    public static LabelledFrame[] Frames(int count, int steps = 1, params string[] labelers) =>
        [.. Enumerable.Range(0, count).SelectMany(index => Enumerable.Range(0, steps).Select(step => Of(index, step, labelers)))];

    /// <param name="labelers">Of boxes, amodal, instances, keypoints, occlusion, semantic, depth.</param>
    public static LabelledFrame Of(long index, int step, params string[] labelers)
    {
        var stream = StreamKey.Of(3).With(index).With(step).Open();
        var map = new ushort[Height * Width];
        var classes = new List<int>();
        var count = index % 5 == 4 ? 0 : 1 + stream.Next(6);
        for (var id = 1; id <= count; id++)
        {
            classes.Add(stream.Next(3));
            Paint(map, (ushort)id, ref stream);
        }
        BoundingBox2D[] boxes = [.. Enumerable.Range(1, count).Where(id => map.Contains((ushort)id)).Select(id => Box(map, id, classes[id - 1]))];
        var points = boxes.Where(box => box.InstanceId % 3 != 0).Select(box => new InstanceKeypoints(box.InstanceId, box.ClassId,
        [
            new(box.X + 0.25f, box.Y + 0.5f, new(0, 0, 4), KeypointState.Visible), new(0, 0, default, KeypointState.Absent),
            new(box.X + box.Width - 0.5f, box.Y + box.Height / 2f, new(0, 1, 4), KeypointState.Occluded),
        ])).ToArray();
        var all = new Dictionary<string, Annotation>
        {
            ["boxes"] = new BoundingBoxes2D("boxes", boxes, Amodal: false),
            ["amodal"] = new BoundingBoxes2D("amodal", [.. boxes.Select(box => box with { X = 0, Width = Width })], Amodal: true),
            ["instances"] = new InstanceSegmentation("instances", Height, Width, map, [.. boxes.Select(box => new SegmentedInstance(box.InstanceId, box.ClassId, 0, box.VisiblePixels))]),
            ["keypoints"] = new Keypoints("keypoints", Template, points),
            ["occlusion"] = new Occlusion("occlusion", [.. boxes.Select(box => new InstanceOcclusion(box.InstanceId, box.ClassId, 0.5f, 1))]),
            ["semantic"] = new SemanticSegmentation("semantic", Height, Width, [.. map.Select(id => id == 0 ? SemanticSegmentation.Background : (byte)classes[id - 1])]),
            ["depth"] = new DepthMap("depth", Height, Width, [.. map.Select(id => id * 0.25f)], Range: false),
        };
        return SomeFrames.Of(index, step, [.. labelers.Select(name => all[name])]) with
        {
            Image = new(Height, Width, 3, [.. Enumerable.Range(0, 3 * map.Length).Select(i => (byte)(40 * map[i / 3] + i % 7 + index))]),
        };
    }

    private static void Paint(ushort[] map, ushort id, ref KeyedStream stream)
    {
        double x = stream.Uniform(0, Width), y = stream.Uniform(0, Height), a = stream.Uniform(0.5, 16), b = stream.Uniform(0.5, 12), angle = stream.Uniform(0, Math.PI);
        var inner = stream.Chance(0.3) ? 0.5 : 0;
        for (var i = 0; i < map.Length; i++)
        {
            double dx = i % Width + 0.5 - x, dy = i / Width + 0.5 - y;
            double u = (dx * Math.Cos(angle) + dy * Math.Sin(angle)) / a, v = (dy * Math.Cos(angle) - dx * Math.Sin(angle)) / b;
            if (u * u + v * v <= 1 && u * u + v * v >= inner)
                map[i] = id;
        }
    }

    private static BoundingBox2D Box(ushort[] map, int id, int classId)
    {
        var places = Enumerable.Range(0, map.Length).Where(i => map[i] == id).ToArray();
        int left = places.Min(i => i % Width), top = places.Min(i => i / Width);
        return new(id, classId, left, top, places.Max(i => i % Width) - left + 1, places.Max(i => i / Width) - top + 1, places.Length);
    }
}
