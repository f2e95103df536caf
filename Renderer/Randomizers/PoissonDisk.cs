using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Points in a rectangle about the origin, no two nearer than <paramref name="Distance"/>, in an order without pattern
/// (dart throwing; Bridson 2007 bounds the tries). Each object of an image gets one, until the rectangle is full.
/// </summary>
/// <param name="Width">Metres along x.</param>
/// <param name="Depth">Metres along y of the plane.</param>
/// <param name="Distance">Metres.</param>
public sealed record PoissonDisk(float Width, float Depth, float Distance) : VectorSampler
{
    /// <summary>Darts for each point before the rectangle counts as full.</summary>
    private const int Tries = 30;

    private static readonly string[] Names = ["x", "y"];

    public float Width { get; } = Checked.AboveZero(Width, "The width");

    public float Depth { get; } = Checked.AboveZero(Depth, "The depth");

    public float Distance { get; } = Checked.AboveZero(Distance, "The distance");

    public override IReadOnlyList<string> Components => Names;

    public override IReadOnlyList<Support> Support => [new(-0.5f * Width, 0.5f * Width), new(-0.5f * Depth, 0.5f * Depth)];

    /// <summary>One point alone: uniform.</summary>
    public override Vector4 Sample(KeyedStream stream) => new(Throw(ref stream), 0, 0);

    /// <summary>Up to <paramref name="most"/> points; fewer when no more fit.</summary>
    public List<Vector2> Generate(KeyedStream stream, int most)
    {
        var points = new List<Vector2>(most);
        for (var i = 0; i < most; i++)
        {
            var placed = false;
            for (var t = 0; t < Tries && !placed; t++)
            {
                var point = Throw(ref stream);
                placed = IsFree(points, point);
                if (placed)
                    points.Add(point);
            }
            if (!placed)
                break;
        }
        return points;
    }

    public override SamplerText Describe() => SamplerText.Of("poisson-disk", new SamplerMapping(
        ("width", SamplerText.Of(Width)), ("depth", SamplerText.Of(Depth)), ("distance", SamplerText.Of(Distance))));

    private bool IsFree(List<Vector2> points, Vector2 at)
    {
        foreach (var point in points)
        {
            if (Vector2.DistanceSquared(point, at) < Distance * Distance)
                return false;
        }
        return true;
    }

    private Vector2 Throw(ref KeyedStream stream) =>
        new((float)stream.Uniform(-0.5 * Width, 0.5 * Width), (float)stream.Uniform(-0.5 * Depth, 0.5 * Depth));
}
