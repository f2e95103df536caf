namespace FewLabels.Sim.Renderer.Frames;

/// <summary>Every random number that made a batch's images: <c>[N, columns]</c>, NaN where an image did not draw it.</summary>
public sealed class DrawTable
{
    /// <exception cref="ArgumentException">The values do not fill whole rows.</exception>
    public DrawTable(IReadOnlyList<DrawColumn> columns, float[] values)
    {
        // A scenario may draw nothing.
        if (columns.Count == 0 ? values.Length > 0 : values.Length % columns.Count != 0)
            throw new ArgumentException($"{values.Length} values do not fill rows of {columns.Count}.", nameof(values));
        (Columns, Values) = (columns, values);
    }

    public IReadOnlyList<DrawColumn> Columns { get; }

    public float[] Values { get; }

    /// <summary>Rows; 0 where there are no columns.</summary>
    public int Count => Columns.Count == 0 ? 0 : Values.Length / Columns.Count;

    /// <summary>The draws of one image.</summary>
    public ReadOnlySpan<float> this[int image] => Values.AsSpan(image * Columns.Count, Columns.Count);
}
