using System.Globalization;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>
/// A label file: a line an object, its class and then shares of the image's width and height. Equal lines count once, as Ultralytics has it. Objects are
/// numbered from 1 in the order of their lines; where outlines overlap the smaller is before the larger.
/// </summary>
internal sealed class YoloLines(string path, YoloSource source, YoloTask task, int height, int width)
{
    /// <summary>Numbers of a line with a box: class, centre and size.</summary>
    public const int Box = 5;

    /// <summary>Ultralytics forgives as much outside the image.</summary>
    private const double Slack = 0.01;

    /// <summary>Columns that the edges of an image's outlines pass, together: some thousands for a photo.</summary>
    private const double MostColumns = 1 << 24;

    private readonly List<(BoundingBox2D Box, RunLengthMask? Mask, KeypointLocation[] Points)> _things = [];
    private double _columns;

    /// <summary>How many numbers the first line has; null where there is no file or no line.</summary>
    public static int? Any(string file)
    {
        foreach (var line in Lines(file))
            return line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return null;
    }

    public IReadOnlyList<Annotation> Read()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines(path))
        {
            if (!seen.Add(line.Text))
                continue;
            if (_things.Count == ushort.MaxValue)
                throw DatasetErrors.Bad(path, "the file", $"longer than {ushort.MaxValue} lines", "a line for each object of an image");
            Take(line);
        }
        var annotations = new List<Annotation> { new BoundingBoxes2D(ReadLabelers.Boxes, [.. _things.Select(thing => thing.Box)], Amodal: false) };
        if (task == YoloTask.Segment)
            annotations.Add(Masks());
        if (task == YoloTask.Pose)
            annotations.Add(new Keypoints(ReadLabelers.Keypoints, source.Keypoints!, [.. _things.Select(thing => new InstanceKeypoints(thing.Box.InstanceId, thing.Box.ClassId, thing.Points))]));
        return annotations;
    }

    private static IEnumerable<(int Number, string Text)> Lines(string file)
    {
        // An empty file is an image without objects, as no file is.
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
            yield break;
        foreach (var line in TextLines.Read(file))
        {
            if (line.Text.Trim() is { Length: > 0 } text)
                yield return (line.Number, text);
        }
    }

    private void Take((int Number, string Text) line)
    {
        var where = TextLines.At(path, line.Number);
        var words = line.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var perPoint = source.HasVisibility ? 3 : 2;
        var expected = task == YoloTask.Pose ? Box + perPoint * source.Keypoints!.Count : words.Length == Box || words.Length >= 7 && words.Length % 2 == 1 ? words.Length : -1;
        if (words.Length != expected)
            throw DatasetErrors.Bad(where, "the line", $"{words.Length} numbers", task == YoloTask.Pose ? $"{expected}: class, box and {source.Keypoints!.Count} keypoints" : "class, centre and size (5 numbers), or class and x, y of three points or more");
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                throw DatasetErrors.Bad(where, $"number {i + 1}", $"'{words[i]}'", "a number");
        }
        if (numbers[0] != Math.Floor(numbers[0]) || numbers[0] < 0 || numbers[0] >= source.Names.Count)
            throw DatasetErrors.Bad(where, "the class", words[0], $"a whole number from 0 to {source.Names.Count - 1}, as {Path.GetFileName(source.File)} has them");
        for (var i = 1; i < numbers.Length; i++)
        {
            var isState = i >= Box && task == YoloTask.Pose && source.HasVisibility && (i - Box) % 3 == 2;
            if (isState ? numbers[i] is not (0 or 1 or 2) : numbers[i] is < -Slack or > 1 + Slack)
                throw DatasetErrors.Bad(where, $"number {i + 1}", words[i], isState ? "0, 1 or 2: absent, hidden, seen" : "a share of the image's width or height, from 0 to 1");
        }
        Add(numbers, where, perPoint);
    }

    private void Add(double[] numbers, string where, int perPoint)
    {
        var (id, classId) = (_things.Count + 1, (int)numbers[0]);
        if (task == YoloTask.Pose || numbers.Length == Box)
        {
            double w = Math.Max(0, numbers[3]) * width, h = Math.Max(0, numbers[4]) * height;
            var box = BoxEdges.Round(id, classId, numbers[1] * width - w / 2, numbers[2] * height - h / 2, w, h, width, height);
            var points = task == YoloTask.Pose ? Points(numbers.AsSpan(Box), perPoint) : [];
            _things.Add((box, task == YoloTask.Segment ? Outline([(box.X, box.Y), (box.X + box.Width, box.Y), (box.X + box.Width, box.Y + box.Height), (box.X, box.Y + box.Height)], where) : null, points));
            return;
        }
        var ring = new (double X, double Y)[numbers.Length / 2];
        for (var i = 0; i < ring.Length; i++)
            ring[i] = (numbers[1 + 2 * i] * width, numbers[2 + 2 * i] * height);
        var mask = Outline(ring, where);
        var bounds = mask.Area > 0 ? mask.Box() : default;
        var (left, top) = (ring.Min(point => point.X), ring.Min(point => point.Y));
        _things.Add((mask.Area > 0 ? new(id, classId, bounds.X, bounds.Y, bounds.Width, bounds.Height, mask.Area)
            : BoxEdges.Round(id, classId, left, top, ring.Max(point => point.X) - left, ring.Max(point => point.Y) - top, width, height), mask, []));
    }

    private RunLengthMask Outline((double X, double Y)[] ring, string where)
    {
        for (var i = 0; i < ring.Length; i++)
            _columns += Math.Abs(ring[i].X - ring[(i + 1) % ring.Length].X);
        return _columns <= MostColumns ? PolygonFill.Fill([ring], height, width) : throw DatasetErrors.Bad(where, "the outline", "too long", $"outlines whose edges pass at most {MostColumns} columns of pixels in an image");
    }

    private KeypointLocation[] Points(ReadOnlySpan<double> numbers, int perPoint)
    {
        var points = new KeypointLocation[source.Keypoints!.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = (numbers[i * perPoint], numbers[i * perPoint + 1]);
            var state = perPoint == 3 ? (KeypointState)(int)numbers[i * perPoint + 2] : (x, y) == (0, 0) ? KeypointState.Absent : KeypointState.Visible;
            points[i] = state == KeypointState.Absent ? default : new((float)(x * width), (float)(y * height), default, state);
        }
        return points;
    }

    private InstanceSegmentation Masks()
    {
        var map = new ushort[height * width];
        foreach (var (box, mask, _) in _things.OrderByDescending(thing => thing.Mask!.Area))
            MaskPaint.Paint(mask!, map, (ushort)box.InstanceId);
        var pixels = new int[_things.Count + 1];
        foreach (var id in map)
            pixels[id]++;
        return new(ReadLabelers.Instances, height, width, map,
            [.. _things.Where(thing => pixels[thing.Box.InstanceId] > 0).Select(thing => new SegmentedInstance(thing.Box.InstanceId, thing.Box.ClassId, 0, pixels[thing.Box.InstanceId]))]);
    }
}
