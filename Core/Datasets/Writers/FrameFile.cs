using System.Globalization;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>What a frame's files are called, and the bytes of its picture.</summary>
internal static class FrameFile
{
    /// <summary>What every format's readers open.</summary>
    private static readonly string[] Kept = [".png", ".jpg", ".jpeg", ".bmp", ".webp"];

    /// <summary><c>NNNNNNNN</c>, or <c>NNNNNNNN-SS</c> in sequences: no dots, and sorted by name they are in order.</summary>
    public static string Key(LabelledFrame frame, DatasetPlan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"{frame.Index:D8}{(plan.Steps > 1 ? $"-{frame.Step:D2}" : "")}");

    /// <summary>
    /// The bytes of the file that the frame was read from, with its ending; a PNG for a render, and for a file whose EXIF data turns it: some readers
    /// follow these and some don't, and the labels are those of the upright image.
    /// </summary>
    public static (byte[] Bytes, string Extension) Encode(LabelledFrame frame) => frame.Encoded is { } encoded && Kept.Contains(encoded.Extension) && ImageOrigin.IsUpright(encoded.Bytes)
        ? (encoded.Bytes, encoded.Extension)
        : (ImageCodec.EncodePng(frame.Image), ".png");
}
