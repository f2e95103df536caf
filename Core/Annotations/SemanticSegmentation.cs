namespace FewLabels.Sim.Core.Annotations;

/// <summary>The class of each pixel.</summary>
/// <param name="Classes"><c>[H, W]</c>; <see cref="Background"/> where no labelled object is seen.</param>
public sealed record SemanticSegmentation(string Labeler, int Height, int Width, byte[] Classes) : Annotation(Labeler)
{
    public const byte Background = 255;
}
