using System.Globalization;
using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>Labels as pictures, for people: what one labeler says of one image, drawn on it or in its place.</summary>
internal sealed class LabelPictures(IReadOnlyList<string> classes)
{
    private static readonly (byte R, byte G, byte B) Seen = (20, 200, 60), Hidden = (230, 60, 30);

    private static (byte R, byte G, byte B) Black => default;

    /// <summary>Draws one annotation with its top left corner at (x, y), each pixel a square of <paramref name="scale"/>.</summary>
    public void Draw(PictureCanvas canvas, LabelledFrame frame, Annotation annotation, int x, int y, int scale)
    {
        var (height, width) = (frame.Image.Height, frame.Image.Width);
        switch (annotation)
        {
            case SemanticSegmentation map:
                canvas.Draw(Map(height, width, p => map.Classes[p] == SemanticSegmentation.Background ? Black : Color(map.Classes[p] + 1)), x, y, scale);
                break;
            case InstanceSegmentation map:
                canvas.Draw(Map(height, width, p => map.Instances[p] == 0 ? Black : Color(map.Instances[p])), x, y, scale);
                break;
            case DepthMap map:
                canvas.Draw(Depth(map), x, y, scale);
                break;
            case VectorMap map:
                canvas.Draw(Vectors(map), x, y, scale);
                break;
            case Occlusion occlusion:
                canvas.Draw(Shares(frame, occlusion), x, y, scale);
                break;
            case BoundingBoxes2D or BoundingBoxes3D or Keypoints:
                canvas.Draw(frame.Image, x, y, scale);
                DrawOver(canvas, frame, annotation, x, y, scale);
                break;
            default:
                Write(canvas, Lines(annotation), x, y);
                break;
        }
    }

    private static void DrawOver(PictureCanvas canvas, LabelledFrame frame, Annotation annotation, int x, int y, int scale)
    {
        switch (annotation)
        {
            case BoundingBoxes2D boxes:
                foreach (var box in boxes.Boxes)
                    canvas.Box(x + box.X * scale, y + box.Y * scale, box.Width * scale, box.Height * scale, Color(box.InstanceId));
                break;
            case BoundingBoxes3D boxes:
                if (frame.Annotations.OfType<CameraCapture>().FirstOrDefault() is { } camera)
                    foreach (var box in boxes.Boxes)
                        DrawBox(canvas, camera, box, x, y, scale);
                break;
            case Keypoints keypoints:
                foreach (var point in keypoints.Instances.SelectMany(instance => instance.Points).Where(point => point.State != KeypointState.Absent))
                    canvas.Dot(x + point.X * scale, y + point.Y * scale, 3, point.State == KeypointState.Visible ? Seen : Hidden, point.State == KeypointState.Visible);
                break;
        }
    }

    private IEnumerable<string> Lines(Annotation annotation) => annotation switch
    {
        ObjectCounts counts => counts.Counts.Select((count, c) => $"{classes[c]}: {count}").Where(line => !line.EndsWith(": 0", StringComparison.Ordinal)),
        CameraCapture c => [Line($"focal {c.FocalX:F1}, {c.FocalY:F1} px"), Line($"centre {c.CenterX:F1}, {c.CenterY:F1} px"), Line($"at {c.Position.X:F2} {c.Position.Y:F2} {c.Position.Z:F2} m")],
        SceneMetadata scene => [.. scene.Instances.Select(i => Line($"{i.Name} {i.Position.X:F2} {i.Position.Y:F2} {i.Position.Z:F2}")), .. scene.Lights.Select(l => Line($"{l.Type} light {l.Intensity:F2}"))],
        _ => [annotation.GetType().Name],
    };

    private static void Write(PictureCanvas canvas, IEnumerable<string> lines, int x, int y)
    {
        foreach (var line in lines.Take(14))
            canvas.Write(line, x + 4, y += 13);
    }

    private static void DrawBox(PictureCanvas canvas, CameraCapture camera, BoundingBox3D box, int x, int y, int scale)
    {
        Vector2 Corner(int i)
        {
            var own = new Vector3((i & 1) - 0.5f, (i >> 1 & 1) - 0.5f, (i >> 2 & 1) - 0.5f) * box.Size;
            var at = box.Translation + Vector3.Transform(own, box.Rotation);
            var depth = camera.Orthographic ? 1 : MathF.Max(at.Z, camera.Near);
            return new(x + scale * (camera.CenterX + camera.FocalX * at.X / depth), y + scale * (camera.CenterY - camera.FocalY * at.Y / depth));
        }
        for (var i = 0; i < 8; i++)
        {
            for (var axis = 1; axis <= 4; axis *= 2)
            {
                if ((i & axis) == 0)
                    canvas.Line(Corner(i).X, Corner(i).Y, Corner(i | axis).X, Corner(i | axis).Y, Color(box.InstanceId));
            }
        }
    }

    private static Image Depth(DepthMap map)
    {
        var seen = map.Meters.Where(meters => meters > 0).DefaultIfEmpty(1).ToArray();
        float near = seen.Min(), reach = MathF.Max(seen.Max() - near, 1e-6f);
        return Map(map.Height, map.Width, p =>
        {
            // Near is light; what is not there is black.
            var value = map.Meters[p] > 0 ? (byte)(255 - 215 * (map.Meters[p] - near) / reach) : (byte)0;
            return (value, value, value);
        });
    }

    private static Image Vectors(VectorMap map)
    {
        var largest = MathF.Max(map.Values.Max(MathF.Abs), 1e-6f);
        static byte Byte(float value) => (byte)Math.Clamp(127.5f + 127.5f * value, 0, 255);
        return Map(map.Height, map.Width, p =>
        {
            var at = map.Values.AsSpan(p * map.Channels, map.Channels);
            return map.Kind switch
            {
                VectorMapKind.CameraNormals => at.ContainsAnyExcept(0f) ? (Byte(at[0]), Byte(at[1]), Byte(-at[2])) : Black,
                VectorMapKind.OpticalFlow => (Byte(at[0] / largest), (byte)127, Byte(at[1] / largest)),
                _ => (Byte(at[0] / largest), Byte(at[1] / largest), Byte(at[2] / largest)),
            };
        });
    }

    // Each instance from red (hidden) to green (seen whole), on its own pixels.
    private static Image Shares(LabelledFrame frame, Occlusion occlusion)
    {
        var shares = occlusion.Instances.ToDictionary(instance => instance.InstanceId, instance => instance.VisibilityInFrame);
        var instances = frame.Annotations.OfType<InstanceSegmentation>().FirstOrDefault();
        return Map(frame.Image.Height, frame.Image.Width, p =>
        {
            var grey = (byte)(frame.Image.Pixels[p * frame.Image.Channels] / 3);
            return instances is not null && shares.TryGetValue(instances.Instances[p], out var share)
                ? ((byte)(255 * (1 - share)), (byte)(220 * share), (byte)40)
                : (grey, grey, grey);
        });
    }

    private static Image Map(int height, int width, Func<int, (byte R, byte G, byte B)> colorOf)
    {
        var pixels = new byte[height * width * 3];
        for (var p = 0; p < height * width; p++)
            (pixels[3 * p], pixels[3 * p + 1], pixels[3 * p + 2]) = colorOf(p);
        return new(height, width, 3, pixels);
    }

    private static (byte R, byte G, byte B) Color(int instance)
    {
        var color = InstanceColors.Of(instance);
        return (color.R, color.G, color.B);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
