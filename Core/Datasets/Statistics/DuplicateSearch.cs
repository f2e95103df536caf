namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>Finds images that are in datasets more than once.</summary>
public static class DuplicateSearch
{
    /// <summary>
    /// Groups of images with equal bytes, and groups of images that look like their first one. Images do not join a group by way of another member,
    /// or a thousand photos of shirts would become one.
    /// </summary>
    public static Duplicates Find(IReadOnlyList<ImageSignatures> datasets)
    {
        var offsets = new int[datasets.Count + 1];
        for (var d = 0; d < datasets.Count; d++)
            offsets[d + 1] = offsets[d] + datasets[d].Count;
        return new([.. Groups(EqualBytes(datasets, offsets), offsets, exact: true), .. Groups(EqualLooks(datasets), offsets, exact: false)]);
    }

    private static IEnumerable<(int Leader, int Image)> EqualBytes(IReadOnlyList<ImageSignatures> datasets, int[] offsets)
    {
        var contents = new UInt128[offsets[^1]];
        var images = new int[contents.Length];
        for (var d = 0; d < datasets.Count; d++)
        {
            for (var i = 0; i < datasets[d].Count; i++)
                (contents[offsets[d] + i], images[offsets[d] + i]) = (datasets[d].Content(i), offsets[d] + i);
        }
        Array.Sort(contents, images);
        for (var start = 0; start < images.Length;)
        {
            var end = start + 1;
            while (end < images.Length && contents[end] == contents[start])
                end++;
            if (contents[start] != UInt128.Zero && end - start > 1)
            {
                var leader = images[start..end].Min();
                for (var i = start; i < end; i++)
                    yield return (leader, images[i]);
            }
            start = end;
        }
    }

    private static IEnumerable<(int Leader, int Image)> EqualLooks(IReadOnlyList<ImageSignatures> datasets)
    {
        var (known, image) = (new NearestLooks(), 0);
        var led = new HashSet<int>();
        foreach (var signatures in datasets)
        {
            for (var i = 0; i < signatures.Count; i++, image++)
            {
                if (signatures.Look(i) is not { } look)
                    continue;
                if (known.Find(look) is { } leader)
                {
                    if (led.Add(leader))
                        yield return (leader, leader);
                    yield return (leader, image);
                }
                else
                    known.Add(look, image);
            }
        }
    }

    private static IEnumerable<DuplicateGroup> Groups(IEnumerable<(int Leader, int Image)> members, int[] offsets, bool exact) =>
        members.GroupBy(member => member.Leader, member => member.Image).OrderBy(group => group.Key)
            .Select(group => new DuplicateGroup(exact, [.. group.Order().Select(image => PlaceOf(image, offsets))]));

    private static ImagePlace PlaceOf(int image, int[] offsets)
    {
        var dataset = 0;
        while (image >= offsets[dataset + 1])
            dataset++;
        return new(dataset, image - offsets[dataset]);
    }
}
