namespace FewLabels.Sim.Core.Datasets.Assets;

/// <summary>Files from elsewhere that went into a dataset: one file, or those of a folder that have one licence.</summary>
/// <param name="Kind">What it is, in a word or two: font, model, picture, panorama.</param>
/// <param name="Path">The file or the folder, as it was named to us.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Of all of them.</param>
/// <param name="Licence">Null when nothing says.</param>
public sealed record Asset(string Kind, string Path, int Files, long Bytes, Licence? Licence);

/// <summary>What may be done with an asset.</summary>
/// <param name="Text">Its SPDX identifier where it was recognised; else the sentence that was found.</param>
/// <param name="From">Where that stands: a file's path, or the field of the asset itself.</param>
public sealed record Licence(string Text, string From)
{
    /// <summary>The licence that a text names, or the text's first sentence; null where it says nothing.</summary>
    public static Licence? Of(string? text, string from) => text is not null && LicenceText.Recognise(text) is { } found ? new(found, from) : null;
}
