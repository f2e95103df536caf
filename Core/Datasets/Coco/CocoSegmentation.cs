using System.Text.Json;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// A mask as COCO's <c>segmentation</c>: polygons, which most trainers ask for, or runs where polygons can't say it: with holes, or in more than
/// <see cref="MostParts"/> parts.
/// </summary>
/// <remarks>Runs are the list of COCO's own files and not the string: some readers of ground truth only take the list.</remarks>
internal static class CocoSegmentation
{
    public const int MostParts = 32;

    /// <summary>Writes the value.</summary>
    public static void Write(Utf8JsonWriter json, RunLengthMask mask)
    {
        var rings = MaskOutline.Trace(mask);
        if (rings.Count is 0 or > MostParts || rings.Any(ring => ring.IsHole))
            WriteRuns(json, mask);
        else
            WritePolygons(json, rings);
    }

    private static void WritePolygons(Utf8JsonWriter json, List<MaskRing> rings)
    {
        json.WriteStartArray();
        foreach (var ring in rings)
        {
            json.WriteStartArray();
            foreach (var (x, y) in ring.Points)
            {
                json.WriteNumberValue(x);
                json.WriteNumberValue(y);
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteRuns(Utf8JsonWriter json, RunLengthMask mask)
    {
        json.WriteStartObject();
        json.WriteStartArray("size");
        json.WriteNumberValue(mask.Height);
        json.WriteNumberValue(mask.Width);
        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (var count in mask.Counts)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
