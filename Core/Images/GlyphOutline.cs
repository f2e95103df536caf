using System.Numerics;

namespace FewLabels.Sim.Core.Images;

/// <summary>The shape of one character.</summary>
/// <param name="Contours">Closed polygons that do not cross, in em, y up, the baseline at 0; filled by the even-odd rule. A space has none.</param>
/// <param name="Advance">From this character's origin to the next one's, in em.</param>
public sealed record GlyphOutline(IReadOnlyList<Vector2[]> Contours, float Advance);
