namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>A list of operations, with a name where it is a known one.</summary>
/// <param name="Name">In job files and on the command line; of a list that somebody wrote, <c>list</c>.</param>
/// <param name="About">Where it comes from.</param>
/// <param name="Operations">In their order.</param>
public sealed record Recipe(string Name, string About, IReadOnlyList<OperationChoice> Operations)
{
    /// <summary>Makes its operations. What learns starts anew each time.</summary>
    public Augmenter Create() => new([.. Operations.Select(operation => operation.Create())]) { Recipe = List };

    /// <summary>Its operations as a job file has them.</summary>
    public string List => $"[{string.Join(", ", Operations)}]";
}
