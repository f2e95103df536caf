using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Points between two spheres about the origin, all the way round the y axis, within a range of elevations: places of cameras
/// and lights. A whole ball has the inner radius 0, a sphere's surface has two equal radii.
/// </summary>
/// <param name="Inner">The smallest distance from the origin, in the parameter's unit.</param>
/// <param name="Outer">The largest distance, above 0.</param>
/// <param name="MinElevation">Degrees above the plane y = 0, from −90, as people write them; so they read back exactly.</param>
/// <param name="MaxElevation">Degrees, to 90.</param>
/// <param name="Spread">What the points are even over.</param>
public sealed record SphereShell(
    float Inner, float Outer, float MinElevation = -90, float MaxElevation = 90, ShellSpread Spread = ShellSpread.Volume) : VectorSampler
{
    public float Inner { get; } = Checked.NotNegative(Inner, "The inner radius");

    public float Outer { get; } = Checked.NotBelow(Checked.AboveZero(Outer, "The outer radius"), Inner, "a shell's radius");

    public float MinElevation { get; } = Checked.Within(MinElevation, -90, 90, "An elevation");

    public float MaxElevation { get; } = Checked.NotBelow(Checked.Within(MaxElevation, -90, 90, "An elevation"), MinElevation, "a shell's elevation");

    public ShellSpread Spread { get; } = Spread;

    public override IReadOnlyList<string> Components => Space;

    public override IReadOnlyList<Support> Support
    {
        get
        {
            var (low, high) = (Sine(MinElevation), Sine(MaxElevation));
            // The shell is widest where the elevation is nearest to 0.
            var nearest = low > 0 ? low : high < 0 ? high : 0;
            var wide = (float)(Outer * Math.Sqrt(1 - nearest * nearest));
            return
            [
                new(-wide, wide),
                new((float)(low * (low < 0 ? Outer : Inner)), (float)(high * (high > 0 ? Outer : Inner))),
                new(-wide, wide),
            ];
        }
    }

    /// <remarks>Archimedes: slices of a sphere of equal height have equal areas, so the sine of the elevation is uniform.</remarks>
    public override Vector4 Sample(KeyedStream stream)
    {
        double share = stream.NextDouble(), turn = Math.Tau * stream.NextDouble(), up = stream.Uniform(Sine(MinElevation), Sine(MaxElevation));
        var radius = Spread == ShellSpread.Volume
            ? Math.Cbrt(Cube(Inner) + share * (Cube(Outer) - Cube(Inner)))
            : Inner + share * ((double)Outer - Inner);
        var wide = radius * Math.Sqrt(1 - up * up);
        return new((float)(wide * Math.Sin(turn)), (float)(radius * up), (float)(wide * Math.Cos(turn)), 0);
    }

    public override SamplerText Describe()
    {
        var entries = new List<(string, SamplerText)> { ("radius", SamplerText.Of(Inner, Outer)) };
        if (MinElevation > -90 || MaxElevation < 90)
            entries.Add(("elevation", SamplerText.Of(MinElevation, MaxElevation)));
        if (Spread != ShellSpread.Volume)
            entries.Add(("spread", new SamplerWord("area")));
        return SamplerText.Of("sphere-shell", new SamplerMapping(entries));
    }

    private static double Cube(double x) => x * x * x;

    private static double Sine(float degrees) => Math.Sin(degrees * (Math.PI / 180));
}
