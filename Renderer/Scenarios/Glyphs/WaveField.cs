using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// A smooth bending of the plane: plane waves of random directions, one after another. Each wave's slope is at most its steepness, so that below 1 its determinant is
/// above 0 everywhere, and so is that of all together: outlines don't cross, and nothing is mirrored.
/// </summary>
internal readonly struct WaveField
{
    private readonly (Vector2 Wave, float Phase, Vector2 Shift)[] _waves;

    /// <param name="low">Waves a height, at least.</param>
    /// <param name="high">Waves a height, at most.</param>
    /// <param name="steepness">The steepest slope of each wave, below 1.</param>
    public WaveField(ref KeyedStream stream, int count, float low, float high, float steepness)
    {
        _waves = new (Vector2, float, Vector2)[count];
        for (var i = 0; i < count; i++)
        {
            var frequency = MathF.Tau * (float)stream.Uniform(low, high);
            var (sine, cosine) = MathF.SinCos((float)stream.Uniform(0, MathF.Tau));
            var phase = (float)stream.Uniform(0, MathF.Tau);
            var (up, along) = MathF.SinCos((float)stream.Uniform(0, MathF.Tau));
            _waves[i] = (frequency * new Vector2(cosine, sine), phase, steepness / frequency * new Vector2(along, up));
        }
    }

    /// <summary>Where a point comes to lie.</summary>
    public Vector2 Bend(Vector2 point)
    {
        foreach (var (wave, phase, shift) in _waves)
            point += MathF.Sin(Vector2.Dot(wave, point) + phase) * shift;
        return point;
    }

    /// <summary>The mean of the waves at a point, −1 to 1.</summary>
    public float Level(Vector2 point)
    {
        var sum = 0f;
        foreach (var (wave, phase, _) in _waves)
            sum += MathF.Sin(Vector2.Dot(wave, point) + phase);
        return sum / _waves.Length;
    }
}
