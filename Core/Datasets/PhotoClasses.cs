using System.Globalization;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>Which class of a job each class of a dataset is.</summary>
internal static class PhotoClasses
{
    /// <summary>For each of the reader's classes its place in <paramref name="classes"/>: by name, a slash counting as an underscore; by place where the dataset only numbers them.</summary>
    /// <exception cref="FewLabelsException">They are not the same classes, or more than a byte can tell apart.</exception>
    public static int[] Match(IDatasetReader reader, IReadOnlyList<string>? classes)
    {
        var own = reader.Classes;
        if (own.Count > byte.MaxValue)
            throw new FewLabelsException($"The dataset has {own.Count} classes", reader.Origin, $"Learning takes up to {byte.MaxValue}.");
        if (classes is null)
            return [.. Enumerable.Range(0, own.Count)];
        return Find(reader, classes)
            ?? throw new FewLabelsException($"The photos have {own.Count} classes ({Words(own)}) and the source has {classes.Count} ({Words(classes)})", reader.Origin,
                "Source and photos must have the same classes by name, or by number in the same order: choose another source, or photos of its classes.");
    }

    /// <summary>As <see cref="Match"/>; null where they are not the same classes.</summary>
    public static int[]? Find(IDatasetReader reader, IReadOnlyList<string> classes)
    {
        var own = reader.Classes;
        var names = own.Select(ClassFolder.NameOf).ToArray();
        var expected = classes.Select(ClassFolder.NameOf).ToArray();
        if (names.Length > 0 && names.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
            return [.. names.Select(name => Array.IndexOf(expected, name))];
        return own.Count == classes.Count && own.Select((name, place) => name == place.ToString(CultureInfo.InvariantCulture)).All(same => same)
            ? [.. Enumerable.Range(0, own.Count)] : null;
    }

    private static string Words(IReadOnlyList<string> names) => string.Join(", ", names.Take(20).Select(DatasetErrors.Show)) + (names.Count > 20 ? ", …" : "");
}
