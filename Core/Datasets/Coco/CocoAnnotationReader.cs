using System.Globalization;
using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>An image's COCO annotations as our records. Objects are numbered from 1 in the order of the file; where masks overlap the smaller is before the larger.</summary>
internal sealed class CocoAnnotationReader(string file, CocoClasses classes, int height, int width)
{
    /// <summary>How often the masks of an image may cover it, together: more is no photo's labels but a way to keep us busy.</summary>
    private const int MostCover = 64;

    private readonly List<Thing> _things = [];
    private readonly List<(int ClassId, RunLengthMask Mask)> _crowds = [];
    private long _steps;
    private long _covered;

    public IReadOnlyList<Annotation> Read(int count, IEnumerable<JsonPlace> items)
    {
        if (count > ushort.MaxValue)
            throw DatasetErrors.Bad(file, "the list of annotations of an image", $"{count} long", $"at most {ushort.MaxValue} objects in an image");
        foreach (var item in items)
            Take(item);
        var annotations = new List<Annotation> { new BoundingBoxes2D(ReadLabelers.Boxes, [.. _things.Select(thing => thing.Box)], Amodal: false) };
        if (classes.Kinds.Contains("amodal_bbox"))
            annotations.Add(new BoundingBoxes2D(ReadLabelers.AmodalBoxes, [.. _things.Where(thing => thing.Amodal is not null).Select(thing => thing.Amodal!.Value)], Amodal: true));
        if (classes.Kinds.Contains("segmentation"))
            AddMasks(annotations);
        if (classes.Kinds.Contains("keypoints"))
            annotations.AddRange(classes.Templates.Select((template, place) => new Keypoints(
                classes.Templates.Count == 1 ? ReadLabelers.Keypoints : string.Create(CultureInfo.InvariantCulture, $"{ReadLabelers.Keypoints}-{place + 1}"), template,
                [.. _things.Where(thing => thing.Points is not null && classes.TemplateOf[thing.Box.ClassId] == place).Select(thing => new InstanceKeypoints(thing.Box.InstanceId, thing.Box.ClassId, thing.Points!))])));
        if (classes.Kinds.Contains("visible"))
            annotations.Add(new Occlusion(ReadLabelers.Occlusion, [.. _things.Where(thing => thing.Seen is not null).Select(thing => thing.Seen!.Value)]));
        return annotations;
    }

    private void Take(JsonPlace item)
    {
        var classId = classes.Of(file, item.Get("category_id"));
        var mask = ReadMask(item.Find("segmentation"));
        if ((_covered += mask?.Area ?? 0) > (long)MostCover * height * width)
            throw item.Wrong($"masks that cover the image at most {MostCover} times, together");
        if (item.Find("iscrowd") is { } crowd && crowd.Value.ValueKind != JsonValueKind.False && (crowd.Value.ValueKind == JsonValueKind.True || crowd.Int(0, 1) == 1))
        {
            if (mask is not null)
                _crowds.Add((classId, mask));
            return;
        }
        var id = _things.Count + 1;
        var box = ReadBox(item, id, classId, mask);
        _things.Add(new(box, mask, item.Find("amodal_bbox") is { } amodal ? Box(amodal, id, classId, box.VisiblePixels) : null,
            item.Find("keypoints") is { Value.ValueKind: JsonValueKind.Array } points && points.Value.GetArrayLength() > 0 ? ReadPoints(points, classId) : null,
            item.Find("visible") is { } visible ? new(id, classId, (float)visible.Number(0, 1), (float)(item.Find("in_frame")?.Number(0, 1) ?? 1)) : null));
    }

    private BoundingBox2D ReadBox(JsonPlace item, int id, int classId, RunLengthMask? mask)
    {
        if (item.Find("bbox") is { } box)
            return Box(box, id, classId, mask?.Area ?? (item.Find("area") is { } area && item.Find("segmentation") is null ? (int)Math.Round(area.Number(0, int.MaxValue)) : null));
        if (mask is not { Area: > 0 })
            throw item.Wrong("an object with a bbox or a mask");
        var bounds = mask.Box();
        return new(id, classId, bounds.X, bounds.Y, bounds.Width, bounds.Height, mask.Area);
    }

    private BoundingBox2D Box(JsonPlace box, int id, int classId, int? pixels)
    {
        if (box.Value.ValueKind != JsonValueKind.Array || box.Value.GetArrayLength() != 4)
            throw box.Wrong("x, y, width and height in pixels");
        var edges = box.Items().Select((edge, place) => edge.Number(place < 2 ? -BoxEdges.Most : 0, BoxEdges.Most)).ToArray();
        return BoxEdges.Round(id, classId, edges[0], edges[1], edges[2], edges[3], width, height, pixels);
    }

    /// <summary>Polygons, all parts together, or runs as a list or as COCO's string; null where there is none.</summary>
    private RunLengthMask? ReadMask(JsonPlace? segmentation)
    {
        if (segmentation is null)
            return null;
        if (segmentation.Value.ValueKind == JsonValueKind.Object)
            return ReadRuns(segmentation);
        var parts = new List<RunLengthMask>();
        foreach (var part in segmentation.Items())
        {
            if (part.Value.ValueKind != JsonValueKind.Array || part.Value.GetArrayLength() is var length && (length < 6 || length % 2 != 0))
                throw part.Wrong("a polygon: x and y of three points or more");
            var polygon = part.Items().Select((edge, place) => (float)edge.Number(-Side(place), 2 * Side(place))).ToArray();
            if ((_steps += CocoPolygon.StepsOf(polygon)) > CocoPolygon.MostSteps)
                throw part.Wrong($"outlines of at most {CocoPolygon.MostSteps} fifths of a pixel in an image, together");
            parts.Add(CocoPolygon.Fill(polygon, height, width));
        }
        return parts.Count > 1 ? Union(parts) : parts.FirstOrDefault();

        // Tools draw a little outside; what is farther out than the image is wide is no label of it.
        double Side(int place) => Math.Max(place % 2 == 0 ? width : height, 64);
    }

    private RunLengthMask ReadRuns(JsonPlace runs)
    {
        var size = runs.Get("size").Items().Select(side => side.Whole(0, int.MaxValue)).ToArray();
        if (size is not [var rows, var columns] || (rows, columns) != (height, width))
            throw runs.Get("size").Wrong($"[{height}, {width}], the image's height and width");
        var counts = runs.Get("counts");
        try
        {
            return counts.Value.ValueKind == JsonValueKind.String ? RunLengthMask.Parse(counts.Text(), height, width)
                : RunLengthMask.FromCounts(counts.Items().Select(count => count.Whole(0, int.MaxValue)), height, width);
        }
        catch (FormatException error)
        {
            throw DatasetErrors.Bad(file, counts.Key, "no mask of this image: " + error.Message, "runs down the columns whose sum is the image's pixels", error);
        }
    }

    /// <summary>What is on in any of the parts. All go down the columns, so that counting where they begin and end is enough.</summary>
    private RunLengthMask Union(List<RunLengthMask> parts)
    {
        var changes = new SortedDictionary<long, int>();
        foreach (var mask in parts)
        {
            var at = 0L;
            for (var i = 0; i < mask.Counts.Count; at += mask.Counts[i++])
            {
                if (i % 2 == 0)
                    continue;
                changes[at] = changes.GetValueOrDefault(at) + 1;
                changes[at + mask.Counts[i]] = changes.GetValueOrDefault(at + mask.Counts[i]) - 1;
            }
        }
        var counts = new List<long>();
        var (open, last) = (0, 0L);
        foreach (var (at, change) in changes)
        {
            if (open == 0 != (open + change == 0))
            {
                counts.Add(at - last);
                last = at;
            }
            open += change;
        }
        counts.Add((long)height * width - last);
        return RunLengthMask.FromCounts(counts, height, width);
    }

    private KeypointLocation[] ReadPoints(JsonPlace points, int classId)
    {
        if (!classes.TemplateOf.TryGetValue(classId, out var template))
            throw points.Wrong("a category that lists its keypoints");
        var names = classes.Templates[template];
        if (points.Value.GetArrayLength() != 3 * names.Length)
            throw points.Wrong($"x, y and visibility of {names.Length} keypoints");
        var numbers = points.Items().ToArray();
        return [.. names.Select((_, place) =>
        {
            var state = (KeypointState)numbers[3 * place + 2].Int(0, 2);
            // COCO's keypoints count from the first pixel's middle, ours from its edge.
            return state == KeypointState.Absent ? default
                : new KeypointLocation((float)numbers[3 * place].Number(-BoxEdges.Most, BoxEdges.Most) + 0.5f, (float)numbers[3 * place + 1].Number(-BoxEdges.Most, BoxEdges.Most) + 0.5f, default, state);
        })];
    }

    private void AddMasks(List<Annotation> annotations)
    {
        var instances = new ushort[height * width];
        foreach (var thing in _things.Where(thing => thing.Mask is not null).OrderByDescending(thing => thing.Mask!.Area))
            MaskPaint.Paint(thing.Mask!, instances, (ushort)thing.Box.InstanceId);
        var pixels = new int[_things.Count + 1];
        foreach (var id in instances)
            pixels[id]++;
        annotations.Add(new InstanceSegmentation(ReadLabelers.Instances, height, width, instances,
            [.. _things.Where(thing => pixels[thing.Box.InstanceId] > 0).Select(thing => new SegmentedInstance(thing.Box.InstanceId, thing.Box.ClassId, 0, pixels[thing.Box.InstanceId]))]));
        // A semantic mask says more than the instances only where there are crowds.
        if (!classes.Kinds.Contains("iscrowd") || classes.List.Names.Count > SemanticSegmentation.Background)
            return;
        var semantic = new byte[height * width];
        Array.Fill(semantic, SemanticSegmentation.Background);
        foreach (var (classId, mask) in _crowds.OrderByDescending(crowd => crowd.Mask.Area))
            MaskPaint.Paint(mask, semantic, (byte)classId);
        for (var i = 0; i < instances.Length; i++)
        {
            if (instances[i] > 0)
                semantic[i] = (byte)_things[instances[i] - 1].Box.ClassId;
        }
        annotations.Add(new SemanticSegmentation(ReadLabelers.Semantic, height, width, semantic));
    }

    /// <summary>An object with all that is said of it.</summary>
    private sealed record Thing(BoundingBox2D Box, RunLengthMask? Mask, BoundingBox2D? Amodal, KeypointLocation[]? Points, InstanceOcclusion? Seen);
}
