namespace FewLabels.Sim.Core.Datasets;

/// <summary>Photos to be measured on. Their labels stay inside: it hands out images and marks answers.</summary>
public sealed class EvaluationSet(LabelledImages labelled)
{
    public ImageStack Images => labelled.Images;

    public IReadOnlyList<string> Classes => labelled.Classes;

    public int Count => labelled.Count;

    /// <summary>Marks one answer for each image.</summary>
    /// <exception cref="ArgumentException">Another number of answers than images.</exception>
    public Score Mark(ReadOnlySpan<byte> answers)
    {
        if (answers.Length != Count)
            throw new ArgumentException($"{answers.Length} answers for {Count} images.");
        var confusion = new int[Classes.Count * Classes.Count];
        for (var i = 0; i < answers.Length; i++)
            confusion[labelled.Labels[i] * Classes.Count + answers[i]]++;
        return new(Classes.Count, confusion);
    }
}
