using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Annotations.Pixels;

namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>Lists of instances against the pixels: each is there once, in order, with its class. A fault is a sentence.</summary>
public static class InstanceList
{
    /// <summary>Of a list that holds just the seen instances: is this the next of them?</summary>
    /// <param name="last">The id before it; 0 at the start.</param>
    public static string? SeenFault(Annotation list, int id, int last, SeenInstances seen, LabelTruth truth)
    {
        var expected = seen.NextAfter(last);
        if (id == expected && id != 0)
            return null;
        if (id <= last || id > seen.Instances)
            return Misplaced(list, id, truth);
        return seen[id].Pixels == 0 ? $"The {list.Labeler} list holds instance {id}, of which no pixel is seen." : Missing(list, expected);
    }

    /// <summary>Of a list that may hold unseen instances too: is none of the seen left out before this?</summary>
    public static string? KnownFault(Annotation list, int id, int last, SeenInstances seen, LabelTruth truth)
    {
        if (id <= last || id > truth.Count)
            return Misplaced(list, id, truth);
        var expected = seen.NextAfter(last);
        return expected != 0 && expected < id ? Missing(list, expected) : null;
    }

    /// <summary>Is the last instance of a list the last that is seen?</summary>
    public static string? EndFault(Annotation list, int last, SeenInstances seen) =>
        seen.NextAfter(last) is var missing and not 0 ? Missing(list, missing) : null;

    /// <summary>Has an instance the class that it should have?</summary>
    public static string? ClassFault(Annotation list, int id, int classId, LabelTruth truth) =>
        truth.ClassOf(id) is var known && (known == classId || known < 0)
            ? null
            : $"The {list.Labeler} list gives instance {id} class {classId}, but {truth.Name} says {known}.";

    /// <summary>An id that can't stand where it stands.</summary>
    public static string Misplaced(Annotation list, int id, LabelTruth truth) => $"The {list.Labeler} list holds instance {id}, which {truth.Name} lacks or which came before.";

    private static string Missing(Annotation list, int id) => $"Instance {id} is seen, but the {list.Labeler} list lacks it.";
}
