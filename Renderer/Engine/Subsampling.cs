namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// Which of a pixel's samples make its value, where samples are shaded each: a thumbnail made by taking some pixels of a larger picture
/// is made of few. Multisampled pixels take all.
/// </summary>
/// <param name="Taps">Samples a side, 1 (points, aliased) up to the supersampling.</param>
/// <param name="X">Where in the pixel the first lies, in samples; held so that all taps stay in the pixel.</param>
/// <param name="Y">Likewise.</param>
/// <param name="Encoded">The samples' encoded values are averaged, as programs that shrink finished pictures do, and not their light. Light above white is cut off first.</param>
public readonly record struct Subsampling(int Taps, int X, int Y, bool Encoded = false)
{
    public static Subsampling All { get; } = new(int.MaxValue, 0, 0);
}
