namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>An operation's numbers by name.</summary>
public sealed class OperationValues(IReadOnlyDictionary<string, double> values)
{
    public double this[string name] => values[name];

    public int Whole(string name) => (int)values[name];
}
