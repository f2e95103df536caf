namespace FewLabels.Sim.Core.Images;

/// <summary>One face of a font file.</summary>
/// <param name="Family">Such as <c>DejaVu Sans</c>.</param>
/// <param name="Weight">100 (thin) to 900 (black); 400 regular, 700 bold.</param>
/// <param name="Italic">Slanted, by design or by tilting.</param>
/// <param name="Path">The file.</param>
/// <param name="Index">The face's number in a collection (.ttc); 0 otherwise.</param>
public sealed record FontFile(string Family, int Weight, bool Italic, string Path, int Index = 0)
{
    /// <summary>Characters that are a tenth narrower than normal or more.</summary>
    public bool Condensed { get; init; }
}
