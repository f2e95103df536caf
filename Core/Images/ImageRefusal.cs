using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Images;

/// <summary>Image files that are not decoded: errors with the reason as a person reads it, and as it is counted (<see cref="FewLabelsException.Reason"/>).</summary>
internal static class ImageRefusal
{
    public static FewLabelsException Of(ImageFault fault, string what, string where, string remedy, Exception? cause = null) =>
        new(what, where, remedy, cause: cause) { Reason = fault };

    public static FewLabelsException Missing(string path, Exception? cause = null) =>
        Of(ImageFault.Missing, "An image is missing", path, "Check the path.", cause);

    public static FewLabelsException NotAFile(string path) =>
        Of(ImageFault.NotAFile, "This is a folder, a pipe or a device and not an image file", path, "Take it out of the folder.");

    public static FewLabelsException Unreadable(string path, Exception cause) =>
        Of(ImageFault.Unreadable, $"An image can't be read: {cause.Message.TrimEnd('.')}", path, "Check its permissions and the disk.", cause);

    public static FewLabelsException Empty(string name) =>
        Of(ImageFault.Empty, "An image file has no bytes", name, "It was probably not copied to its end: fetch it again, or take it out of the folder.");

    public static FewLabelsException TooLarge(ImageFault fault, string name, string found, string limit) =>
        Of(fault, $"An image is too large to decode: {found}, and the limit is {limit}", name, "Shrink it, or take it out of the folder.");

    public static FewLabelsException Format(string name) =>
        Of(ImageFault.Format, "This is no image that can be read", name, $"Its bytes are none of {ImageFaults.Formats}: convert it, or take it out of the folder.");

    public static FewLabelsException Form(string name, string form) =>
        Of(ImageFault.Form, $"An image has a form that is not read: {form}", name, "Save it as an ordinary 8-bit JPEG or PNG, or take it out of the folder.");

    public static FewLabelsException CutOff(string name) =>
        Of(ImageFault.CutOff, "An image does not decode: it is cut off", name, "Fetch it again, or take it out of the folder.");

    public static FewLabelsException Damaged(string name, string? found = null) =>
        Of(ImageFault.Damaged, found is null ? "An image does not decode: it is damaged" : $"An image does not decode: {found}", name, "Mend it, or take it out of the folder.");
}
