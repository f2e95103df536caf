namespace FewLabels.Sim.Tools.Datasets.Conversion;

/// <summary>What <c>fewlabels dataset convert</c> was asked for.</summary>
/// <param name="Source">A dataset of any format that can be read.</param>
/// <param name="Target">The folder that it is written to.</param>
/// <param name="To">The format that it is written in.</param>
/// <param name="From">The source's format; null to find out.</param>
/// <param name="Split">One of its splits, or a part of the split file; null for all.</param>
/// <param name="SplitFile">Parts by samples' names; null for the dataset's own splits.</param>
/// <param name="Resume">Go on with what the folder holds.</param>
/// <param name="DropLabels">Leave out labels that the format has no place for, instead of ending.</param>
/// <param name="SkipErrors">Leave out samples that can't be read, instead of ending.</param>
/// <param name="Workers">Threads; 0 for all cores.</param>
internal sealed record ConvertRequest(string Source, string Target, string To, string? From, string? Split, string? SplitFile, bool Resume, bool DropLabels, bool SkipErrors, int Workers);
