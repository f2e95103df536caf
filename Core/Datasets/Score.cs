namespace FewLabels.Sim.Core.Datasets;

/// <summary>How well answers did: counts of true class (rows) by answer (columns), <c>[K, K]</c> row-major, and what follows from them.</summary>
public sealed record Score(int ClassCount, int[] Confusion)
{
    public int Count => Confusion.Sum();

    public int Correct => Enumerable.Range(0, ClassCount).Sum(c => Confusion[c * ClassCount + c]);

    /// <summary>Share of all images that are right, in [0, 1].</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>Share right of each class; NaN for a class without images.</summary>
    public double[] PerClass => [.. Enumerable.Range(0, ClassCount).Select(c => (double)Confusion[c * ClassCount + c] / Row(c))];

    /// <summary>Mean over the classes that have images: VisDA's measure, which a common class cannot dominate.</summary>
    public double MeanOverClasses => PerClass.Where(double.IsFinite).Average();

    /// <summary>Wilson's 95 % interval of the accuracy (Wilson 1927): right also near 0 and 1.</summary>
    public (double Low, double High) Interval => Proportion.Interval(Correct, Count);

    private int Row(int c) => Confusion.AsSpan(c * ClassCount, ClassCount).ToArray().Sum();
}
