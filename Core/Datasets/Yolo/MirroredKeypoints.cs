namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>Which keypoint each becomes in a mirrored image, from names that hold the words left and right.</summary>
internal static class MirroredKeypoints
{
    /// <summary>Place <c>i</c> takes the place of <c>i</c>'s counterpart; a point without a side keeps its own. Null where no name has a side, or one has none on the other.</summary>
    public static IReadOnlyList<int>? Of(IReadOnlyList<string> template)
    {
        var places = new int[template.Count];
        var sided = false;
        for (var i = 0; i < template.Count; i++)
        {
            var other = Other(template[i]);
            sided |= other != template[i];
            places[i] = other == template[i] ? i : template.ToList().IndexOf(other);
            if (places[i] < 0)
                return null;
        }
        return sided ? places : null;
    }

    private static string Other(string name)
    {
        if (name.Contains("left", StringComparison.Ordinal))
            return name.Replace("left", "right", StringComparison.Ordinal);
        if (name.Contains("right", StringComparison.Ordinal))
            return name.Replace("right", "left", StringComparison.Ordinal);
        if (name.Contains("Left", StringComparison.Ordinal))
            return name.Replace("Left", "Right", StringComparison.Ordinal);
        return name.Replace("Right", "Left", StringComparison.Ordinal);
    }
}
