using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>A line of <see cref="FrameJournal"/>: what a table can say of a frame.</summary>
internal static class FrameLine
{
    /// <summary>The line, its line feed included.</summary>
    /// <param name="fileName">The picture, relative to the dataset, with <c>/</c>.</param>
    /// <param name="further">Writes the members that a format adds; null for none.</param>
    /// <exception cref="FewLabelsException">A number is none: JSON has no word for it.</exception>
    public static byte[] Encode(LabelledFrame frame, string fileName, IReadOnlyList<string> classes, Action<Utf8JsonWriter>? further)
    {
        using var buffer = new MemoryStream();
        try
        {
            using var json = new Utf8JsonWriter(buffer, SoloJson.Compact);
            json.WriteStartObject();
            Write(json, frame, fileName, classes);
            further?.Invoke(json);
            json.WriteEndObject();
        }
        catch (InvalidDataException error)
        {
            throw new FewLabelsException(error.Message, $"image {frame.Index}", "That is a fault of a labeler or randomizer: report it, or leave the image out with --on-error skip.", cause: error);
        }
        if (buffer.Length >= LineFile.LongestLine)
            throw new FewLabelsException($"The labels take {buffer.Length:N0} bytes", $"image {frame.Index}", "Make the images smaller, or ask for fewer labels with --labelers.");
        if (buffer.GetBuffer().AsSpan(0, (int)buffer.Length).Contains((byte)'\n'))
            throw new ArgumentException("A frame's members must stand on one line.", nameof(further));
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Which frame a line is of, and its picture; null where the line is no whole JSON object with a frame's members.</summary>
    public static (long Index, int Step, string FileName)? Identify(ReadOnlySpan<byte> line)
    {
        long? index = null;
        int? step = null;
        string? file = null;
        var others = 0;
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            // To its end, since a loss of power can leave nothing but zeros in a line's middle.
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                switch (name, json.TokenType)
                {
                    case ("index", JsonTokenType.Number):
                        index = json.GetInt64();
                        break;
                    case ("step", JsonTokenType.Number):
                        step = json.GetInt32();
                        break;
                    case ("file_name", JsonTokenType.String):
                        file = json.GetString();
                        break;
                    case ("class", JsonTokenType.String or JsonTokenType.Null):
                    case ("width" or "height", JsonTokenType.Number):
                    case ("boxes", JsonTokenType.StartArray):
                    case ("draws", JsonTokenType.StartObject):
                        others++;
                        break;
                }
                json.Skip();
            }
            // What follows the object is a fault too.
            json.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
        return index is { } at && step is { } of && file is not null && others == 5 ? (at, of, file) : null;
    }

    private static void Write(Utf8JsonWriter json, LabelledFrame frame, string fileName, IReadOnlyList<string> classes)
    {
        json.WriteString("file_name", fileName);
        json.WriteNumber("index", frame.Index);
        json.WriteNumber("step", frame.Step);
        if (frame.ClassId is { } classId)
            json.WriteString("class", classes[classId]);
        else
            json.WriteNull("class");
        json.WriteNumber("width", frame.Image.Width);
        json.WriteNumber("height", frame.Image.Height);
        var boxes = frame.Annotations.OfType<BoundingBoxes2D>().FirstOrDefault(annotation => !annotation.Amodal)?.Boxes ?? [];
        json.Objects("boxes", boxes, box =>
        {
            json.WriteNumber("instance", box.InstanceId);
            json.WriteString("class", classes[box.ClassId]);
            json.WriteNumber("x", box.X);
            json.WriteNumber("y", box.Y);
            json.WriteNumber("width", box.Width);
            json.WriteNumber("height", box.Height);
        });
        WriteDraws(json, frame.Draws.Where(draw => draw.Object == 0));
        var others = frame.Draws.Where(draw => draw.Object != 0).GroupBy(draw => draw.Object).OrderBy(draws => draws.Key).ToArray();
        if (others.Length == 0)
            return;
        json.Objects("objects", others, draws =>
        {
            json.WriteNumber("object", draws.Key);
            WriteDraws(json, draws);
        });
    }

    private static void WriteDraws(Utf8JsonWriter json, IEnumerable<FrameDraw> draws)
    {
        json.WriteStartObject("draws");
        foreach (var draw in draws)
        {
            if (draw.Choice is not null)
                json.WriteString(draw.Column, draw.Choice);
            else
                json.Float(draw.Column, draw.Value);
        }
        json.WriteEndObject();
    }
}
