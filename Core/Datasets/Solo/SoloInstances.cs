using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// The instances of a frame: their ids as ours, their classes, and what the metric of rendered objects says of them. Unity counts instances through
/// a whole run; where an id is beyond the 65,535 of our masks, the frame's instances are numbered from 1 in their order.
/// </summary>
internal sealed class SoloInstances
{
    private readonly Dictionary<long, int>? _ranks;
    private readonly Dictionary<int, int> _classes = [];
    private readonly Dictionary<int, (int Pixels, int Parent)> _rendered = [];
    private readonly SoloLabels _labels;

    /// <param name="annotations">The capture's.</param>
    /// <param name="metrics">The frame's that are of its camera.</param>
    public SoloInstances(IReadOnlyList<JsonPlace> annotations, IReadOnlyList<JsonPlace> metrics, SoloLabels labels)
    {
        _labels = labels;
        var items = annotations.Concat(metrics).SelectMany(Items).Where(item => item.Find("instanceId") is not null).ToArray();
        var ids = items.Select(item => item.Get("instanceId").Whole(1, uint.MaxValue)).Distinct().Order().ToArray();
        if (ids.Length > ushort.MaxValue)
            throw items[0].Wrong($"a frame of up to {ushort.MaxValue} instances");
        if (ids.Length > 0 && ids[^1] > ushort.MaxValue)
            _ranks = ids.Index().ToDictionary(entry => entry.Item, entry => entry.Index + 1);
        foreach (var item in items)
        {
            if (item.Find("labelName") is { } name)
                _classes.TryAdd(IdOf(item), labels.ByName(name));
        }
        foreach (var item in metrics.Where(metric => SoloTypes.NameOf(metric) == "RenderedObjectInfoMetric").SelectMany(Items))
            _rendered[IdOf(item)] = (item.Find("visiblePixels")?.Int(0, int.MaxValue) ?? 0, Parent(item));
    }

    /// <summary>The listed things of an annotation or metric, under whichever name its kind has them.</summary>
    public static IEnumerable<JsonPlace> Items(JsonPlace of) => of.Find("values") is { } values ? values.Items() : of.List("instances");

    public int IdOf(JsonPlace item)
    {
        var id = item.Get("instanceId").Whole(1, uint.MaxValue);
        return _ranks is null ? (int)id : _ranks[id];
    }

    /// <summary>By the name beside it, or as another annotation names the instance, or by the label's id.</summary>
    public int ClassOf(JsonPlace item) => TryClassOf(item) ?? throw item.Wrong("an instance with labelName or labelId");

    public int? TryClassOf(JsonPlace item) => item.Find("labelName") is { } name ? _labels.ByName(name)
        : _classes.TryGetValue(IdOf(item), out var known) ? known
        : item.Find("labelId") is { } id ? _labels.ById(id) : null;

    /// <summary>Its pixels as the metric counts them; null where there is no metric.</summary>
    public int? Pixels(int id) => _rendered.TryGetValue(id, out var info) ? info.Pixels : null;

    public int ParentOf(int id) => _rendered.TryGetValue(id, out var info) ? info.Parent : 0;

    /// <summary>The instance that it is part of; 0 for none.</summary>
    public int Parent(JsonPlace item)
    {
        var parent = item.Find("parentInstanceId")?.Whole(-1, uint.MaxValue) ?? 0;
        return parent <= 0 ? 0 : _ranks is null ? (int)Math.Min(parent, ushort.MaxValue) : _ranks.GetValueOrDefault(parent);
    }
}
