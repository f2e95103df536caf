using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>An upright box in the plane.</summary>
internal readonly record struct Rect2(Vector2 Min, Vector2 Max)
{
    public static Rect2 Empty { get; } = new(new(float.PositiveInfinity), new(float.NegativeInfinity));

    public Vector2 Size => Max - Min;

    public Rect2 With(Vector2 point) => new(Vector2.Min(Min, point), Vector2.Max(Max, point));

    public static Rect2 Around(IReadOnlyList<Vector2[]> contours)
    {
        var box = Empty;
        for (var c = 0; c < contours.Count; c++)
        {
            foreach (var point in contours[c])
                box = box.With(point);
        }
        return box;
    }

    /// <summary>Where a point lies in the box: u right, v down, 0 to 1.</summary>
    public Vector2 Place(Vector2 point)
    {
        var place = (point - Min) / Vector2.Max(Size, new(1e-12f));
        return Vector2.Clamp(new(place.X, 1 - place.Y), Vector2.Zero, Vector2.One);
    }
}
