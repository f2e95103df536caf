using System.Collections.Concurrent;
using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>
/// The solid of a die whose side is 1, about its centre: a cube with rounded edges, or a cube cut by a sphere. Bodies come in steps of 1/128 of the side,
/// so that images share their meshes.
/// </summary>
public sealed class DieBody
{
    private const int Steps = 128;

    private static readonly ConcurrentDictionary<(bool IsBall, int Step), DieBody> Known = [];

    private readonly bool _isBall;
    private readonly float _radius;

    private DieBody(bool isBall, float measure)
    {
        _isBall = isBall;
        _radius = isBall ? MathF.Sqrt(0.25f + measure * measure) : measure;
        Mesh = isBall ? BallBox.Create(measure) : Primitives.RoundedBox(Vector3.One, measure, 4, BoxLayout.EveryFace);
        Corner = isBall ? _radius / MathF.Sqrt(3) : 0.5f - _radius + _radius / MathF.Sqrt(3);
    }

    /// <summary>With levels; shared and never changed.</summary>
    public Mesh Mesh { get; }

    /// <summary>Each coordinate's amount at the eight corners of the surface.</summary>
    public float Corner { get; }

    /// <summary>A cube with rounded edges and corners.</summary>
    /// <param name="radius">Share of the side, 0.01 to 0.4.</param>
    public static DieBody Rounded(float radius) => Of(false, radius, 0.01f, 0.4f);

    /// <summary>The part of a cube that lies in a sphere: its faces are discs.</summary>
    /// <param name="disc">Radius of the discs as a share of the side, 0.3 to 0.5.</param>
    public static DieBody Ball(float disc) => Of(true, disc, 0.3f, 0.5f);

    /// <summary>The surface above a place of the upper face: its height, and its normal (x, up, z).</summary>
    /// <param name="place">From the face's middle, each within ±0.5.</param>
    public (float Height, Vector3 Normal) At(Vector2 place)
    {
        if (_isBall)
        {
            var height = MathF.Sqrt(MathF.Max(_radius * _radius - place.LengthSquared(), 0.01f));
            return height >= 0.5f ? (0.5f, Vector3.UnitY) : (height, Vector3.Normalize(new(place.X, height, place.Y)));
        }
        var beyond = Vector2.Max(Vector2.Abs(place) - new Vector2(0.5f - _radius), Vector2.Zero);
        var rise = MathF.Sqrt(MathF.Max(_radius * _radius - beyond.LengthSquared(), 0.01f * _radius * _radius));
        return (0.5f - _radius + rise, Vector3.Normalize(new(MathF.CopySign(beyond.X, place.X), rise, MathF.CopySign(beyond.Y, place.Y))));
    }

    private static DieBody Of(bool isBall, float measure, float least, float most)
    {
        if (!(measure >= least && measure <= most))
            throw new ArgumentOutOfRangeException(nameof(measure), measure, $"A share of the side from {least} to {most} is needed.");
        return Known.GetOrAdd((isBall, Math.Max((int)MathF.Round(measure * Steps), 1)), static key => new(key.IsBall, (float)key.Step / Steps));
    }
}
