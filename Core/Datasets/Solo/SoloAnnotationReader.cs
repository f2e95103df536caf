using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>A capture's annotations and its frame's metrics as our records, what <see cref="SoloAnnotations"/> and <see cref="SoloMetrics"/> write read back.</summary>
internal sealed class SoloAnnotationReader
{
    private readonly JsonPlace _capture;
    private readonly JsonPlace[] _annotations;
    private readonly JsonPlace[] _metrics;
    private readonly SoloLabels _labels;
    private readonly SoloInstances _instances;
    private readonly SoloPictures _pictures;
    private readonly int _height;
    private readonly int _width;
    private readonly Lazy<Dictionary<int, int>> _counted;

    /// <param name="frame">The frame's JSON.</param>
    /// <param name="capture">One of its captures.</param>
    /// <param name="picture">The capture's picture.</param>
    /// <param name="read">Reads a file that a member names.</param>
    public SoloAnnotationReader(JsonPlace frame, JsonPlace capture, SoloLabels labels, Image picture, Func<JsonPlace, byte[]> read)
    {
        (_capture, _labels, _height, _width) = (capture, labels, picture.Height, picture.Width);
        if (capture.Find("dimension") is { } dimension && dimension.Floats(2) is var size && (size[0] != _width || size[1] != _height))
            throw dimension.Wrong($"[{_width}, {_height}], the picture's size");
        _annotations = [.. capture.List("annotations")];
        var camera = capture.Find("id")?.Text();
        _metrics = [.. frame.List("metrics").Where(metric => metric.Find("sensorId") is not { } sensor || sensor.Text() is var id && (id.Length == 0 || id == camera))];
        _pictures = new(_height, _width, read);
        _instances = new([.. _annotations.Where(IsKnown)], [.. _metrics.Where(IsKnown)], labels);
        _counted = new(CountPixels);
    }

    /// <summary>The annotations in the order of the file, then what stands among the metrics.</summary>
    public IReadOnlyList<Annotation> Read() => [.. _annotations.Concat(_metrics).Select(Read).OfType<Annotation>()];

    /// <summary>What was drawn for the frame, where it is ours.</summary>
    public IReadOnlyList<FrameDraw> Draws() => [.. _metrics.Where(metric => SoloTypes.NameOf(metric) == SoloTypes.NameOf(SoloTypes.Draws)).SelectMany(metric => metric.List("values"))
        .Select(draw => new FrameDraw(draw.Get("parameter").Text(), draw.Get("object").Int(0, int.MaxValue), draw.Get("value").Float(), draw.Find("choice")?.Text()))];

    private static bool IsKnown(JsonPlace item) => SoloTypes.NameOf(item) is "BoundingBox2DAnnotation" or "AmodalBoundingBox2DAnnotation" or "BoundingBox3DAnnotation" or "InstanceSegmentationAnnotation"
        or "KeypointAnnotation" or "OcclusionMetric" or "RenderedObjectInfoMetric" or "SceneMetadataMetric";

    private Annotation? Read(JsonPlace item)
    {
        var id = item.Get("id").Text();
        return SoloTypes.NameOf(item) switch
        {
            "BoundingBox2DAnnotation" => new BoundingBoxes2D(id, Boxes(item), Amodal: false),
            "AmodalBoundingBox2DAnnotation" => new BoundingBoxes2D(id, Boxes(item), Amodal: true),
            "BoundingBox3DAnnotation" => new BoundingBoxes3D(id, ById(item.List("values").Select(Box3D), box => box.InstanceId)),
            "SemanticSegmentationAnnotation" => new SemanticSegmentation(id, _height, _width, Semantic(item)),
            "InstanceSegmentationAnnotation" => Instances(id, item),
            "KeypointAnnotation" => ReadKeypoints(id, item),
            "DepthAnnotation" => new DepthMap(id, _height, _width, _pictures.Numbers(item, "R"), item.Find("measurementStrategy")?.Text() == "Range"),
            "NormalAnnotation" => new VectorMap(id, _height, _width, 3, _pictures.Numbers(item, "R", "G", "B"), VectorMapKind.CameraNormals),
            "PixelPositionAnnotation" => new VectorMap(id, _height, _width, 3, _pictures.Numbers(item, "R", "G", "B"), VectorMapKind.CameraPositions),
            "OpticalFlowAnnotation" => new VectorMap(id, _height, _width, 2, _pictures.Numbers(item, "R", "G"), VectorMapKind.OpticalFlow),
            "CameraAnnotation" => Camera(id, item),
            "ObjectCountMetric" => new ObjectCounts(id, Counts(item)),
            "OcclusionMetric" => new Occlusion(id, [.. item.List("values").Select(Hidden).OfType<InstanceOcclusion>()]),
            "SceneMetadataMetric" => new SceneMetadata(id, [.. item.List("instances").Select(Placed)], [.. item.List("lights").Select(Light)]),
            _ => null,
        };
    }

    private BoundingBox2D[] Boxes(JsonPlace item) => ById(item.List("values").Select(value =>
    {
        var (origin, size) = (value.Get("origin"), value.Get("dimension"));
        float[] from = origin.Floats(2), sides = size.Floats(2);
        if (from.Any(x => Math.Abs(x) > BoxEdges.Most))
            throw origin.Wrong("x and y in pixels");
        if (sides.Any(side => side is < 0 or > (float)BoxEdges.Most))
            throw size.Wrong("width and height in pixels");
        var (id, x, y, width, height) = (_instances.IdOf(value), Whole(from[0]), Whole(from[1]), Whole(sides[0]), Whole(sides[1]));
        return new BoundingBox2D(id, _instances.ClassOf(value), x, y, width, height,
            _instances.Pixels(id) ?? (_counted.Value.TryGetValue(id, out var pixels) ? pixels : (int)Math.Min((long)width * height, int.MaxValue)));
    }), box => box.InstanceId);

    private BoundingBox3D Box3D(JsonPlace value) => new(_instances.IdOf(value), _instances.ClassOf(value), value.Get("translation").Vector(), value.Get("size").Vector(),
        value.Get("rotation").Rotation(), value.Find("velocity")?.Vector() ?? default);

    private byte[] Semantic(JsonPlace item)
    {
        var numbers = new Dictionary<Rgba, byte>();
        foreach (var label in item.List("instances"))
        {
            var name = label.Get("labelName");
            var place = _labels.ByName(name);
            if (place >= SemanticSegmentation.Background)
                throw name.Wrong($"one of the first {SemanticSegmentation.Background} classes, which a mask can hold");
            numbers[Color(label.Get("pixelValue"))] = (byte)place;
        }
        return _pictures.Mask(item, numbers, SemanticSegmentation.Background);
    }

    private InstanceSegmentation Instances(string id, JsonPlace item)
    {
        var map = InstanceMap(item);
        var pixels = Count(map);
        var seen = item.List("instances").Select(value => (Id: _instances.IdOf(value), Value: value)).Where(one => pixels.ContainsKey(one.Id))
            .Select(one => new SegmentedInstance(one.Id, _instances.ClassOf(one.Value), _instances.ParentOf(one.Id), pixels[one.Id]));
        return new(id, _height, _width, map, ById(seen, instance => instance.InstanceId));
    }

    private ushort[] InstanceMap(JsonPlace item) =>
        _pictures.Mask(item, item.List("instances").DistinctBy(value => Color(value.Get("color"))).ToDictionary(value => Color(value.Get("color")), value => (ushort)_instances.IdOf(value)), (ushort)0);

    private Dictionary<int, int> CountPixels() =>
        Array.Find(_annotations, item => SoloTypes.NameOf(item) == "InstanceSegmentationAnnotation") is { } item ? Count(InstanceMap(item)) : [];

    private static Dictionary<int, int> Count(ushort[] map)
    {
        var counts = new int[ushort.MaxValue + 1];
        foreach (var id in map)
            counts[id]++;
        return counts.Index().Where(entry => entry is { Index: > 0, Item: > 0 }).ToDictionary(entry => entry.Index, entry => entry.Item);
    }

    private Keypoints ReadKeypoints(string id, JsonPlace item)
    {
        var values = item.List("values").Select(value => (Value: value, Points: value.List("keypoints").Select(point => (Place: point.Get("index").Int(0, SoloLabels.KeypointMost), Point: point)).ToArray())).ToArray();
        // Without a definition the points are called by their places.
        var template = _labels.Template(id, item.Find("templateId")?.Text())
            ?? [.. Enumerable.Range(0, values.SelectMany(value => value.Points).Select(point => point.Place + 1).DefaultIfEmpty(0).Max()).Select(place => $"{place}")];
        return new(id, template, ById(values.Select(value =>
        {
            var points = new KeypointLocation[template.Length];
            foreach (var (place, point) in value.Points)
            {
                if (place >= points.Length)
                    throw point.Get("index").Wrong($"a place among the {points.Length} keypoints of the template");
                var at = point.Get("location").Floats(2);
                points[place] = new(at[0], at[1], point.Find("cameraCartesianLocation")?.Vector() ?? default, (KeypointState)(point.Find("state")?.Int(0, 2) ?? 2));
            }
            return new InstanceKeypoints(_instances.IdOf(value.Value), _instances.ClassOf(value.Value), points);
        }), instance => instance.InstanceId));
    }

    private CameraCapture Camera(string id, JsonPlace item)
    {
        float[] focal = item.Get("focalLength").Floats(2), center = item.Get("principalPoint").Floats(2);
        return new(id, _width, _height, focal[0], focal[1], center[0], center[1], item.Get("orthographic").Flag(), item.Get("near").Float(), item.Get("far").Float(),
            _capture.Get("position").Vector(), _capture.Get("rotation").Rotation());
    }

    private int[] Counts(JsonPlace item)
    {
        var counts = new int[_labels.Classes.Names.Count];
        foreach (var value in item.List("values"))
            counts[value.Find("labelName") is { } name ? _labels.ByName(name) : _labels.ById(value.Get("labelId"))] = value.Get("count").Int(0, int.MaxValue);
        return counts;
    }

    // Unity names no label here; of what no other annotation names either, nothing can be said.
    private InstanceOcclusion? Hidden(JsonPlace value) => _instances.TryClassOf(value) is not { } classId ? null
        : new(_instances.IdOf(value), classId, (float)value.Get("percentVisible").Number(0, 1), (float)value.Get("percentInFrame").Number(0, 1));

    private InstanceMetadata Placed(JsonPlace value) => new(_instances.IdOf(value), _instances.ClassOf(value), _instances.Parent(value), value.Get("name").Text(),
        value.Get("position").Vector(), value.Get("rotation").Rotation(), value.Get("scale").Vector());

    private static LightMetadata Light(JsonPlace value) => new(value.Get("type").Text(), value.Get("position").Vector(), value.Get("forward").Vector(),
        value.Get("color").Vector(), value.Get("intensity").Float());

    private static Rgba Color(JsonPlace color)
    {
        var channels = color.Items().Select(channel => (byte)channel.Int(0, 255)).ToArray();
        return channels.Length == 4 ? new(channels[0], channels[1], channels[2], channels[3]) : throw color.Wrong("red, green, blue and alpha from 0 to 255");
    }

    private static int Whole(float pixels) => (int)MathF.Round(pixels, MidpointRounding.AwayFromZero);

    private static T[] ById<T>(IEnumerable<T> items, Func<T, int> idOf) => [.. items.OrderBy(idOf)];
}
