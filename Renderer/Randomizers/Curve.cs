using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// A density drawn by hand: straight lines between points (x, density), 0 outside. Densities need not add up to 1. Two points
/// with the same x make a step. Sampled by the exact inverse of its distribution function, one draw a value.
/// </summary>
public sealed record Curve : Sampler
{
    private readonly (float X, float Density)[] _points;

    /// <summary>The area up to the end of each line.</summary>
    private readonly double[] _areas;

    /// <exception cref="ArgumentException">Fewer than two points, an x below the one before it, a density below 0, or no area.</exception>
    public Curve(params IReadOnlyList<(float X, float Density)> points)
    {
        if (points.Count < 2)
            throw new ArgumentException("A curve needs two points or more.");
        _points = [.. points];
        _areas = new double[points.Count - 1];
        var area = 0.0;
        for (var i = 0; i < _points.Length; i++)
        {
            Checked.Finite(_points[i].X, "A curve's x");
            Checked.NotNegative(_points[i].Density, "A curve's density");
            if (i == 0)
                continue;
            Checked.NotBelow(_points[i].X, _points[i - 1].X, "two of a curve's points");
            _areas[i - 1] = area += AreaOf(i - 1);
        }
        if (!(area > 0))
            throw new ArgumentException("A curve needs a density above 0 somewhere along its x.");
        var (first, last) = (Array.FindIndex(_areas, reached => reached > 0), Array.FindIndex(_areas, reached => reached == area));
        Support = new(_points[first].X, _points[last + 1].X);
    }

    public IReadOnlyList<(float X, float Density)> Points => _points;

    /// <summary>From the first x with a density to the last.</summary>
    public override Support Support { get; }

    public override float Sample(KeyedStream stream, int classId)
    {
        // The product of the largest draw may round up to the whole area, which no line ends above.
        var area = Math.Min(stream.NextDouble() * _areas[^1], Math.BitDecrement(_areas[^1]));
        var line = Array.BinarySearch(_areas, area);
        // An area that just ends a line belongs to the next line that has any.
        line = line < 0 ? ~line : line + 1;
        while (line < _areas.Length - 1 && _areas[line] <= area)
            line++;
        var ((x, density), (end, endDensity)) = (_points[line], _points[line + 1]);
        double width = (double)end - x, rest = area - (line == 0 ? 0 : _areas[line - 1]);
        // The way t along the line solves d t + (e − d) t² / 2w = rest; this form of the root divides by no difference.
        var root = Math.Sqrt(Math.Max(0, (double)density * density + 2 * ((double)endDensity - density) * rest / width));
        var way = rest > 0 ? 2 * rest / (density + root) : 0;
        return Math.Clamp((float)(x + way), x, end);
    }

    public override SamplerText Describe(IReadOnlyList<string> classes) =>
        SamplerText.Of("curve", new SamplerList([.. _points.Select(point => SamplerText.Of(point.X, point.Density))]));

    public bool Equals(Curve? other) => other is not null && _points.AsSpan().SequenceEqual(other._points);

    public override int GetHashCode() => _points.Aggregate(_points.Length, HashCode.Combine);

    private double AreaOf(int line) => 0.5 * ((double)_points[line].Density + _points[line + 1].Density) * ((double)_points[line + 1].X - _points[line].X);
}
