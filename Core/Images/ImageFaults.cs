namespace FewLabels.Sim.Core.Images;

/// <summary>The words for faults.</summary>
public static class ImageFaults
{
    /// <summary>The formats that are read, for messages.</summary>
    internal const string Formats = "PNG, JPEG, BMP, WebP and GIF";

    /// <summary>The fault after a count: "3 cut off".</summary>
    public static string Words(this ImageFault fault) => fault switch
    {
        ImageFault.Missing => "missing",
        ImageFault.NotAFile => "not a plain file",
        ImageFault.Unreadable => "not readable",
        ImageFault.Name => "with a name that is not UTF-8",
        ImageFault.Empty => "empty",
        ImageFault.Bytes => "with too many bytes",
        ImageFault.Size => "with too many pixels",
        ImageFault.Frames => "with too many frames",
        ImageFault.Scans => "with too many scans",
        ImageFault.Memory => "that would take too much memory",
        ImageFault.Format => "of another format",
        ImageFault.Form => "in a form that is not read",
        ImageFault.CutOff => "cut off",
        ImageFault.Damaged => "damaged",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
