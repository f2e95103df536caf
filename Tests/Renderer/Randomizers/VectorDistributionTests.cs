using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Randomizers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

/// <summary>Samplers of several numbers against the closed forms of what they are called.</summary>
public sealed class VectorDistributionTests
{
    [Fact]
    public void A_shells_volume_is_filled_evenly()
    {
        var points = Points(new SphereShell(1, 3));
        Assert.True(Draws.Distance(points.Select(p => (double)p.Length()), r => (r * r * r - 1) / 26) < Draws.Reach);
        Assert.True(Draws.Distance(points.Select(SineOfElevation), s => (s + 1) / 2) < Draws.Reach);
        Assert.True(Draws.Distance(points.Select(Turn), t => (t + Math.PI) / Math.Tau) < Draws.Reach);
        Assert.True(points.Aggregate(Vector3.Zero, (sum, p) => sum + p).Length() / Draws.Count < 0.05);
    }

    [Fact]
    public void A_ball_holds_an_eighth_of_its_points_in_half_its_radius() =>
        Assert.Equal(0.125, Points(new SphereShell(0, 2)).Count(p => p.Length() < 1) / (double)Draws.Count, 0.007);

    [Fact]
    public void Spread_by_area_makes_all_distances_equally_likely() =>
        Assert.True(Draws.Distance(Points(new SphereShell(1, 3, Spread: ShellSpread.Area)).Select(p => (double)p.Length()), r => (r - 1) / 2) < Draws.Reach);

    [Fact]
    public void A_shell_keeps_to_its_elevations_and_is_even_between_them()
    {
        var points = Points(new SphereShell(2, 2, 30, 90));
        Assert.All(points, p => Assert.Equal(2, p.Length(), 1e-5f));
        // The sine runs from 1/2 to 1: Archimedes.
        Assert.True(Draws.Distance(points.Select(SineOfElevation), s => (s - 0.5) / 0.5) < Draws.Reach);
    }

    [Fact]
    public void A_box_is_even_in_each_number()
    {
        var values = Draws.Of(new UniformBox(new(-1, 2, 0), new(1, 5, 0)));
        Assert.True(Draws.Distance(values.Select(v => (double)v.X), x => (x + 1) / 2) < Draws.Reach);
        Assert.True(Draws.Distance(values.Select(v => (double)v.Y), y => (y - 2) / 3) < Draws.Reach);
        Assert.All(values, v => Assert.Equal((0, 0), (v.Z, v.W)));
        Assert.Equal(0, values.Average(v => v.X * (v.Y - 3.5f)), 0.02);
    }

    [Fact]
    public void A_constant_vector_never_changes() =>
        Assert.All(Draws.Of(new ConstantVector(new(1, 2, 3))), value => Assert.Equal(new(1, 2, 3, 0), value));

    [Fact]
    public void Rotations_have_no_preferred_direction()
    {
        Matrix4x4[] turns = [.. Draws.Of(new UniformRotation()).Select(q => Matrix4x4.CreateFromQuaternion(new(q.X, q.Y, q.Z, q.W)))];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                // Each entry is a coordinate of a point on the sphere: mean 0, mean square 1/3, uniform in [−1, 1].
                Assert.Equal(0, turns.Average(m => m[row, column]), 0.013);
                Assert.Equal(1 / 3.0, turns.Average(m => m[row, column] * m[row, column]), 0.008);
                Assert.True(Draws.Distance(turns.Select(m => (double)m[row, column]), x => (x + 1) / 2) < 1.25 * Draws.Reach);
            }
        }
    }

    [Fact]
    public void Rotations_angles_have_Haars_density()
    {
        var values = Draws.Of(new UniformRotation());
        Assert.All(values, q => Assert.Equal(1, q.Length(), 1e-5f));
        // The angle θ of a uniform rotation has the density (1 − cos θ) / π, so θ or less has the share (θ − sin θ) / π.
        Assert.True(Draws.Distance(values.Select(q => 2 * Math.Acos(Math.Min(1, Math.Abs(q.W)))), a => (a - Math.Sin(a)) / Math.PI) < Draws.Reach);
    }

    public static TheoryData<VectorSampler> Samplers =>
    [
        new UniformBox(new(-1, 2, 0), new(1, 5, 1)), new SphereShell(1, 2), new SphereShell(1, 2, 20, 60), new SphereShell(1, 2, -60, -20),
        new SphereShell(2, 2, -10, 45), new UniformRotation(), new PoissonDisk(2, 4, 0.5f), new ConstantVector(new(1, 2, 3)),
    ];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void The_support_is_what_the_values_fill(VectorSampler sampler)
    {
        var values = Draws.Of(sampler);
        for (var c = 0; c < sampler.Components.Count; c++)
        {
            var (min, max) = sampler.Support[c];
            Assert.All(values, value => Assert.InRange(value[c], min, max));
            Assert.Equal(min, values.Min(value => value[c]), 0.06 * (max - min));
            Assert.Equal(max, values.Max(value => value[c]), 0.06 * (max - min));
        }
    }

    [Fact]
    public void Poisson_disks_points_keep_their_distance_and_stay_inside()
    {
        var points = new PoissonDisk(10, 6, 0.8f).Generate(StreamKey.Of(3).Open(), 1000);
        for (var i = 0; i < points.Count; i++)
        {
            Assert.InRange(points[i].X, -5, 5);
            Assert.InRange(points[i].Y, -3, 3);
            for (var j = 0; j < i; j++)
                Assert.True(Vector2.Distance(points[i], points[j]) >= 0.8f);
        }
    }

    [Fact]
    public void Poisson_disks_fill_their_rectangle()
    {
        var points = new PoissonDisk(10, 10, 1).Generate(StreamKey.Of(4).Open(), 1000);
        // Discs of the distance about the points would cover a full rectangle (at least 100 / π of them); hexagonal packing is the most.
        Assert.InRange(points.Count, 50, 130);
        var places = from x in Enumerable.Range(-49, 99) from y in Enumerable.Range(-49, 99) select new Vector2(x, y) / 10;
        Assert.True(places.Average(place => points.Any(point => Vector2.Distance(point, place) < 1) ? 1.0 : 0) > 0.9);
    }

    [Fact]
    public void Poisson_disks_points_come_from_their_key_and_are_no_more_than_asked_for()
    {
        var disk = new PoissonDisk(10, 10, 1);
        var all = disk.Generate(StreamKey.Of(4).Open(), 1000);
        Assert.Equal(all, disk.Generate(StreamKey.Of(4).Open(), 1000));
        Assert.NotEqual(all, disk.Generate(StreamKey.Of(5).Open(), 1000));
        Assert.Equal(all.Take(7), disk.Generate(StreamKey.Of(4).Open(), 7));
        Assert.Single(new PoissonDisk(1, 1, 2).Generate(StreamKey.Of(4).Open(), 10));
    }

    private static Vector3[] Points(SphereShell shell) => [.. Draws.Of(shell).Select(value => new Vector3(value.X, value.Y, value.Z))];

    private static double SineOfElevation(Vector3 point) => point.Y / point.Length();

    private static double Turn(Vector3 point) => Math.Atan2(point.X, point.Z);
}
