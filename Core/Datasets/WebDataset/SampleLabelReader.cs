using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>What <see cref="SampleLabels"/> and <see cref="SampleFiles"/> write, read back; annotations of types that are not known here are left out.</summary>
/// <param name="json">The sample's JSON.</param>
/// <param name="file">The sample's file with an ending.</param>
internal sealed class SampleLabelReader(JsonPlace json, ClassList classes, int height, int width, Func<string, TarMember?> file)
{
    /// <summary>The names of classes that a sample's labels hold.</summary>
    public static IEnumerable<string> ClassNames(JsonPlace json) => Ours(json)?.Members()
        .SelectMany(annotation => annotation.Value.Value.ValueKind == JsonValueKind.Object && annotation.Value.Find("instances") is { Value.ValueKind: JsonValueKind.Array } instances ? instances.Items() : [])
        .Select(instance => instance.Find("class")?.Text()).OfType<string>() ?? [];

    public IReadOnlyList<Annotation> Read() => Ours(json) is not { } annotations ? []
        : [.. annotations.Members().Select(annotation => Read(annotation.Name, annotation.Value)).OfType<Annotation>()];

    /// <summary>Another tool's member of that name is a list.</summary>
    private static JsonPlace? Ours(JsonPlace json) => json.Find("annotations") is { Value.ValueKind: JsonValueKind.Object } annotations ? annotations : null;

    private Annotation? Read(string labeler, JsonPlace item) => item.Get("type").Text() switch
    {
        "boxes" => new BoundingBoxes2D(labeler, Boxes(item), Amodal: false),
        "amodal boxes" => new BoundingBoxes2D(labeler, Boxes(item), Amodal: true),
        "3d boxes" => new BoundingBoxes3D(labeler, [.. item.List("instances").Select(box => new BoundingBox3D(Instance(box), Class(box), box.Get("translation").Vector(), box.Get("size").Vector(),
            box.Get("rotation").Rotation(), box.Get("velocity").Vector()))]),
        "classes" => Classes(labeler, item),
        "instances" => Instances(labeler, item),
        "keypoints" => ReadKeypoints(labeler, item),
        "depth" => new DepthMap(labeler, height, width, Numbers(item, height, width), Range: false),
        "range" => new DepthMap(labeler, height, width, Numbers(item, height, width), Range: true),
        "normals" => new VectorMap(labeler, height, width, 3, Numbers(item, height, width, 3), VectorMapKind.CameraNormals),
        "positions" => new VectorMap(labeler, height, width, 3, Numbers(item, height, width, 3), VectorMapKind.CameraPositions),
        "optical flow" => new VectorMap(labeler, height, width, 2, Numbers(item, height, width, 2), VectorMapKind.OpticalFlow),
        "camera" => Camera(labeler, item),
        "counts" => Counts(labeler, item),
        "occlusion" => new Occlusion(labeler, [.. item.List("instances").Select(one => new InstanceOcclusion(Instance(one), Class(one), (float)one.Get("visible").Number(0, 1), (float)one.Get("in_frame").Number(0, 1)))]),
        "scene" => new SceneMetadata(labeler, [.. item.List("instances").Select(one => new InstanceMetadata(Instance(one), Class(one), Parent(one), one.Get("name").Text(), one.Get("position").Vector(),
            one.Get("rotation").Rotation(), one.Get("scale").Vector()))], [.. item.List("lights").Select(light => new LightMetadata(light.Get("type").Text(), light.Get("position").Vector(),
            light.Get("forward").Vector(), light.Get("color").Vector(), light.Get("intensity").Float()))]),
        _ => null,
    };

    private BoundingBox2D[] Boxes(JsonPlace item) => [.. item.List("instances").Select(box => new BoundingBox2D(Instance(box), Class(box), Pixels(box, "x", -(int)BoxEdges.Most), Pixels(box, "y", -(int)BoxEdges.Most),
        Pixels(box, "width", 0), Pixels(box, "height", 0), box.Get("pixels").Int(0, int.MaxValue)))];

    private SemanticSegmentation Classes(string labeler, JsonPlace item)
    {
        var rgba = Mask(item);
        var map = new byte[height * width];
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = rgba[4 * i];
            if (map[i] != SemanticSegmentation.Background && map[i] >= classes.Names.Count)
                throw item.Get("file").Wrong($"a mask of classes below {classes.Names.Count}; pixel ({i % width}, {i / width}) is {map[i]}");
        }
        return new(labeler, height, width, map);
    }

    private InstanceSegmentation Instances(string labeler, JsonPlace item)
    {
        var rgba = Mask(item);
        var map = new ushort[height * width];
        for (var i = 0; i < map.Length; i++)
            map[i] = (ushort)(rgba[4 * i] | rgba[4 * i + 1] << 8);
        return new(labeler, height, width, map, [.. item.List("instances").Select(one => new SegmentedInstance(Instance(one), Class(one), Parent(one), one.Get("pixels").Int(0, int.MaxValue)))]);
    }

    private byte[] Mask(JsonPlace item)
    {
        var (bytes, name) = File(item);
        var mask = ImageCodec.ReadRgba(bytes, name, managed: false);
        return (mask.Height, mask.Width) == (height, width) ? mask.Pixels : throw item.Get("file").Wrong($"a picture of {width}×{height} pixels; it has {mask.Width}×{mask.Height}");
    }

    private float[] Numbers(JsonPlace item, params ReadOnlySpan<int> shape)
    {
        var (bytes, name) = File(item);
        try
        {
            return NumpyArray.Decode(bytes, shape);
        }
        catch (InvalidDataException error)
        {
            throw new FewLabelsException(error.Message.TrimEnd('.'), name, "Expected: a NumPy file of little-endian float32, rows first, finite, of the image's size.", cause: error);
        }
    }

    private (byte[] Bytes, string Name) File(JsonPlace item)
    {
        var ending = item.Get("file");
        var member = file(ending.Text()) ?? throw ending.Wrong("the ending of one of the sample's files");
        return (member.Read(), member.Path);
    }

    private Keypoints ReadKeypoints(string labeler, JsonPlace item)
    {
        var template = item.Get("template").Items().Select(name => name.Text()).ToArray();
        return new(labeler, template, [.. item.List("instances").Select(instance =>
        {
            var points = instance.Get("points").Items().Select(point => new KeypointLocation(point.Get("x").Float(), point.Get("y").Float(), point.Get("camera").Vector(), (KeypointState)point.Get("state").Int(0, 2))).ToArray();
            return points.Length == template.Length ? new InstanceKeypoints(Instance(instance), Class(instance), points) : throw instance.Get("points").Wrong($"{template.Length} points, as the template has");
        })]);
    }

    private CameraCapture Camera(string labeler, JsonPlace item)
    {
        float[] focal = item.Get("focal").Floats(2), centre = item.Get("centre").Floats(2), range = item.Get("range").Floats(2);
        return new(labeler, width, height, focal[0], focal[1], centre[0], centre[1], item.Get("orthographic").Flag(), range[0], range[1], item.Get("position").Vector(), item.Get("rotation").Rotation());
    }

    private ObjectCounts Counts(string labeler, JsonPlace item)
    {
        var counts = new int[classes.Names.Count];
        foreach (var (name, count) in item.Get("counts").Members())
            counts[classes.Find(name) ?? throw count.Wrong("the count of one of the dataset's classes")] = count.Int(0, int.MaxValue);
        return new(labeler, counts);
    }

    private static int Instance(JsonPlace item) => item.Get("instance").Int(1, ushort.MaxValue);

    private static int Parent(JsonPlace item) => item.Get("parent").Int(0, ushort.MaxValue);

    private int Class(JsonPlace item) => item.Get("class") is var name && classes.Find(name.Text()) is { } place ? place : throw item.Get("class").Wrong("one of the dataset's classes");

    private static int Pixels(JsonPlace box, string name, int least) => box.Get(name).Int(least, (int)BoxEdges.Most);
}
