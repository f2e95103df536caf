using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Which objects a randomizer changes: those with a certain tag, or some of them. They are numbered from 0 in the order of the
/// scene's tree. Inactive objects keep their numbers, so that what is drawn for the others never hangs on who is there.
/// </summary>
public sealed class TaggedObjects
{
    private readonly Func<Iteration, IEnumerable<RandomizerTag>> _tags;
    private readonly Func<GameObject, bool> _isTagged;

    private TaggedObjects(Func<Iteration, IEnumerable<RandomizerTag>> tags, Func<GameObject, bool> isTagged) =>
        (_tags, _isTagged) = (tags, isTagged);

    /// <param name="where">Only tags for which this holds; all when null. The numbers count these alone.</param>
    public static TaggedObjects With<T>(Func<T, bool>? where = null)
        where T : RandomizerTag
    {
        where ??= _ => true;
        return new(iteration => iteration.Query<T>().Where(where), thing => thing.GetComponent<T>() is { } tag && where(tag));
    }

    /// <summary>All of them, active or not, with their numbers.</summary>
    public IEnumerable<(int Number, GameObject Object)> All(Iteration iteration) =>
        _tags(iteration).Select((tag, number) => (number, tag.GameObject));

    /// <summary>Those that will be drawn: active, as is all above them.</summary>
    public IEnumerable<(int Number, GameObject Object)> Active(Iteration iteration) =>
        All(iteration).Where(entry => IsActive(entry.Object));

    /// <summary>The renderers of a tagged object and of all below it that carry no such tag of their own.</summary>
    public IEnumerable<MeshRenderer> Renderers(GameObject thing)
    {
        if (thing.GetComponent<MeshRenderer>() is { } renderer)
            yield return renderer;
        foreach (var child in thing.Transform.Children)
        {
            if (_isTagged(child.GameObject))
                continue;
            foreach (var below in Renderers(child.GameObject))
                yield return below;
        }
    }

    private static bool IsActive(GameObject thing)
    {
        for (var at = thing.Transform; at is not null; at = at.Parent)
        {
            if (!at.GameObject.Active)
                return false;
        }
        return true;
    }
}
