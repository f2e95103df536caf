using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Images;

/// <summary>An image file that is not decoded, with the reason as a person reads it and as it is counted.</summary>
public sealed class ImageRefusedException(ImageFault fault, string what, string where, string remedy, Exception? cause = null)
    : FewLabelsException(what, where, remedy, cause: cause)
{
    public ImageFault Fault { get; } = fault;

    internal static ImageRefusedException Missing(string path, Exception? cause = null) =>
        new(ImageFault.Missing, "An image is missing", path, "Check the path.", cause);

    internal static ImageRefusedException NotAFile(string path) =>
        new(ImageFault.NotAFile, "This is a folder, a pipe or a device and not an image file", path, "Take it out of the folder.");

    internal static ImageRefusedException Unreadable(string path, Exception cause) =>
        new(ImageFault.Unreadable, $"An image can't be read: {cause.Message.TrimEnd('.')}", path, "Check its permissions and the disk.", cause);

    internal static ImageRefusedException Empty(string name) =>
        new(ImageFault.Empty, "An image file has no bytes", name, "It was probably not copied to its end: fetch it again, or take it out of the folder.");

    internal static ImageRefusedException TooLarge(ImageFault fault, string name, string found, string limit) =>
        new(fault, $"An image is too large to decode: {found}, and the limit is {limit}", name, "Shrink it, or take it out of the folder.");

    internal static ImageRefusedException Format(string name) =>
        new(ImageFault.Format, "This is no image that can be read", name, $"Its bytes are none of {ImageFaults.Formats}: convert it, or take it out of the folder.");

    internal static ImageRefusedException Form(string name, string form) =>
        new(ImageFault.Form, $"An image has a form that is not read: {form}", name, "Save it as an ordinary 8-bit JPEG or PNG, or take it out of the folder.");

    internal static ImageRefusedException CutOff(string name) =>
        new(ImageFault.CutOff, "An image does not decode: it is cut off", name, "Fetch it again, or take it out of the folder.");

    internal static ImageRefusedException Damaged(string name, string? found = null) =>
        new(ImageFault.Damaged, found is null ? "An image does not decode: it is damaged" : $"An image does not decode: {found}", name, "Mend it, or take it out of the folder.");
}
