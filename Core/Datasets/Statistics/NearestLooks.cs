namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// Finds an earlier image that looks like a new one without going through all: hashes that differ in at most three bits are equal in at least one
/// of four quarters, so only images with an equal quarter are compared.
/// </summary>
internal sealed class NearestLooks
{
    private const int Bands = ImageHash.GradientReach + 1;
    private const int Values = 1 << 16;

    private readonly int[] _latest = new int[Bands * Values];
    private readonly List<(ImageHash Look, int Image)> _entries = [];
    private readonly List<int> _earlier = [];

    public NearestLooks() => Array.Fill(_latest, -1);

    /// <summary>The first image that was added and looks like this; null if there is none.</summary>
    public int? Find(ImageHash look)
    {
        int? first = null;
        for (var band = 0; band < Bands; band++)
        {
            for (var entry = _latest[Slot(look, band)]; entry >= 0; entry = _earlier[entry * Bands + band])
            {
                var (known, image) = _entries[entry];
                if ((first is null || image < first) && known.IsNear(look))
                    first = image;
            }
        }
        return first;
    }

    public void Add(ImageHash look, int image)
    {
        for (var band = 0; band < Bands; band++)
        {
            ref var latest = ref _latest[Slot(look, band)];
            _earlier.Add(latest);
            latest = _entries.Count;
        }
        _entries.Add((look, image));
    }

    private static int Slot(ImageHash look, int band) => band * Values + (int)((look.Gradient >> (16 * band)) & (Values - 1));
}
