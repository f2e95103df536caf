using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Dice;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Dice;

/// <summary>What is in the scenes, found in their triangles and transforms and not in what the scenario says of itself.</summary>
public sealed class DiceSceneTests
{
    private readonly Iteration _iteration = new(new Scene());

    [Theory]
    [InlineData("centred")]
    [InlineData("scattered")]
    public void As_many_pips_point_up_as_the_label_says(string view)
    {
        var scenario = Create(view);
        var dice = 0;
        for (var index = 0; index < 200; index++)
        {
            Build(scenario, index);
            foreach (var die in Dice())
            {
                Assert.Equal(die.GetComponent<Labeling>()!.ClassId + 1, PipsTowards(die, Vector3.UnitY));
                dice++;
            }
            Assert.Equal(scenario.ClassOf(7, index), Dice().First().GetComponent<Labeling>()!.ClassId);
        }
        Assert.InRange(dice, view == "centred" ? 200 : 1000, 200 * 16);
    }

    [Fact]
    public void Opposite_faces_add_up_to_seven_but_on_odd_dice()
    {
        Assert.All(new[] { DieTurn.Right, DieTurn.Left }, turn =>
        {
            for (var number = 1; number <= 6; number++)
                Assert.Equal(NumberOn(turn, -NormalOf(turn, number)), 7 - number);
        });
        Assert.NotEqual(6, NumberOn(DieTurn.Odd, -NormalOf(DieTurn.Odd, 1)));
    }

    [Fact]
    public void One_two_three_run_counter_clockwise_on_right_handed_dice_and_clockwise_on_left_handed_ones()
    {
        // In left-handed axes three directions that run counter-clockwise as seen from their tips have a negative determinant.
        float Determinant(DieTurn turn) => Vector3.Dot(Vector3.Cross(NormalOf(turn, 1), NormalOf(turn, 2)), NormalOf(turn, 3));
        Assert.Equal((-1, 1), (Determinant(DieTurn.Right), Determinant(DieTurn.Left)));
    }

    [Fact]
    public void A_turned_two_lies_along_the_other_diagonal_and_a_turned_six_in_rows_the_other_way()
    {
        Span<Vector2> plain = stackalloc Vector2[6], turned = stackalloc Vector2[6];
        Assert.Equal(2, new DieFaces().Pips(2, plain));
        Assert.Equal(2, new DieFaces { TurnedTwo = true }.Pips(2, turned));
        Assert.Equal(0, Vector2.Dot(plain[1] - plain[0], turned[1] - turned[0]), 6);
        new DieFaces().Pips(6, plain);
        new DieFaces { TurnedSix = true }.Pips(6, turned);
        Assert.Equal((2, 3), (Distinct(plain, pip => pip.X), Distinct(plain, pip => pip.Y)));
        Assert.Equal((3, 2), (Distinct(turned, pip => pip.X), Distinct(turned, pip => pip.Y)));
    }

    [Theory]
    [InlineData("centred")]
    [InlineData("scattered")]
    public void No_two_dice_overlap_and_all_lie_on_the_table(string view)
    {
        var scenario = Create(view);
        float nearest = float.PositiveInfinity;
        for (var index = 0; index < 300; index++)
        {
            Build(scenario, index);
            var squares = Dice().Select(Square).ToArray();
            for (var i = 0; i < squares.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var gap = Gap(squares[i], squares[j]);
                    Assert.True(gap > -1e-6f, $"image {index}: {i} and {j} overlap by {-gap} m");
                    nearest = Math.Min(nearest, gap);
                }
            }
            foreach (var die in Dice())
                Assert.Equal(0, LowestPoint(die), 1e-6f);
        }
        // Some touch.
        Assert.InRange(nearest, -1e-6f, 1e-4f);
    }

    [Fact]
    public void A_disk_of_ones_own_that_is_too_narrow_gives_fewer_dice_and_no_overlap()
    {
        var scenario = Create("scattered");
        ((VectorParameter)scenario.Parameters["layout.places"]).Sampler = new PoissonDisk(3, 3, 0.1f);
        scenario["layout.count"].Sampler = new Constant(16);
        for (var index = 0; index < 50; index++)
        {
            Build(scenario, index);
            var squares = Dice().Select(Square).ToArray();
            Assert.InRange(squares.Length, 1, 15);
            for (var i = 1; i < squares.Length; i++)
                Assert.All(squares[..i], other => Assert.True(Gap(squares[i], other) > -1e-6f));
        }
    }

    [Fact]
    public void Walls_stand_clear_of_dice_and_between_none_and_the_camera()
    {
        var scenario = Create("scattered");
        scenario["table.boxed"].Sampler = new Chance(1);
        for (var index = 0; index < 100; index++)
        {
            Build(scenario, index);
            var camera = _iteration.Scene.Camera.Transform.Position;
            var walls = _iteration.Scene.Roots.Where(root => root.Name == "wall").Select(wall => wall.Transform.LocalToWorld).ToArray();
            Assert.Equal(4, walls.Length);
            foreach (var corner in Dice().SelectMany(Square))
            {
                foreach (var wall in walls)
                {
                    Assert.False(Crosses(wall, new(corner.X, 1e-4f, corner.Y), camera), $"image {index}");
                }
            }
        }
    }

    [Fact]
    public void Each_number_is_the_subjects_once_in_six_images_and_any_other_die_shows_all_alike()
    {
        var scenario = Create("scattered");
        var (subjects, others) = (new int[6], new int[6]);
        for (var index = 0; index < 600; index++)
        {
            Build(scenario, index);
            var numbers = Dice().Select(die => die.GetComponent<Labeling>()!.ClassId).ToArray();
            subjects[numbers[0]]++;
            foreach (var number in numbers[1..])
                others[number]++;
        }
        Assert.All(subjects, count => Assert.Equal(100, count));
        // Within five deviations of a sixth.
        var total = others.Sum();
        Assert.All(others, count => Assert.InRange(count, total / 6.0 - 5 * Math.Sqrt(total * 5 / 36.0), total / 6.0 + 5 * Math.Sqrt(total * 5 / 36.0)));
    }

    [Fact]
    public void Keypoints_are_on_the_body_and_the_corners_run_clockwise_from_above()
    {
        var scenario = Create("centred");
        for (var index = 0; index < 60; index++)
        {
            Build(scenario, index);
            var die = Dice().First();
            var points = scenario.KeypointTemplate.Select(label =>
                die.Transform.Children.Single(child => child.GameObject.GetComponent<Keypoint>()?.Label == label).Position).ToArray();
            var side = die.Transform.LocalScale.X;
            Assert.Equal(side, points[0].Y, 1e-6f);
            for (var i = 1; i <= 4; i++)
            {
                Assert.InRange(points[i].Y, 0.75f * side, side);
                // From above, with x right and z up, clockwise has a negative cross product.
                Vector3 a = points[i] - points[0], b = points[i % 4 + 1] - points[0];
                Assert.True(a.X * b.Z - a.Z * b.X < 0);
                var nearest = Points(die, body: true).Min(point => Vector3.Distance(point, points[i]));
                Assert.InRange(nearest, 0, 0.02f * side);
            }
        }
    }

    [Fact]
    public void Wrong_settings_are_refused_in_words()
    {
        Assert.Contains("layout.vew", Refuse("layout.vew", new SamplerWord("centred")).Message, StringComparison.Ordinal);
        Assert.Contains("oblique", Refuse("layout.view", new SamplerWord("oblique")).ToString(), StringComparison.Ordinal);
        Assert.Contains("shape.radius", Refuse("shape.radius", SamplerText.Of(0.9f)).Where, StringComparison.Ordinal);
        Assert.Contains("keep their distance", Refuse("layout.places", SamplerText.Of(0, 0)).ToString(), StringComparison.Ordinal);
    }

    private static FewLabelsException Refuse(string path, SamplerText value) =>
        Assert.Throws<FewLabelsException>(() => new DiceScenario().Set(path, value));

    private static DiceScenario Create(string view)
    {
        var scenario = new DiceScenario();
        scenario.Set("layout.view", new SamplerWord(view));
        return scenario;
    }

    private void Build(DiceScenario scenario, int index)
    {
        scenario.Build(_iteration, 7, index, new float[scenario.Columns.Count]);
        _iteration.Scene.Start();
    }

    private IEnumerable<GameObject> Dice() => _iteration.Scene.Roots.Where(root => root.GetComponent<Labeling>() is not null);

    // Pips are the connected pieces of the children's meshes.
    private static int PipsTowards(GameObject die, Vector3 direction)
    {
        var count = 0;
        foreach (var child in die.Transform.Children)
        {
            var mesh = child.GameObject.GetComponent<MeshRenderer>()!.Mesh;
            var group = Enumerable.Range(0, mesh.VertexCount).ToArray();
            int Root(int i) => group[i] == i ? i : group[i] = Root(group[i]);
            for (var t = 0; t < mesh.IndexCount; t += 3)
                (group[Root(mesh.Indices[t + 1])], group[Root(mesh.Indices[t + 2])]) = (Root(mesh.Indices[t]), Root(mesh.Indices[t]));
            var sums = new Dictionary<int, Vector3>();
            for (var t = 0; t < mesh.IndexCount; t += 3)
            {
                Vector3 At(int k) => Vector3.Transform(mesh.Vertices[mesh.Indices[t + k]].Position, child.LocalToWorld);
                var normal = Vector3.Cross(At(1) - At(0), At(2) - At(0));
                sums[Root(mesh.Indices[t])] = sums.GetValueOrDefault(Root(mesh.Indices[t])) + normal;
            }
            // A pip of a side that is round may look up a little.
            count += sums.Values.Count(sum => Vector3.Dot(Vector3.Normalize(sum), direction) > 0.72f);
        }
        return count;
    }

    // The number whose pips are on the side of this normal, in the die's own space.
    private static Vector3 NormalOf(DieTurn turn, int number) =>
        ((Vector3[])[Vector3.UnitX, -Vector3.UnitX, Vector3.UnitY, -Vector3.UnitY, Vector3.UnitZ, -Vector3.UnitZ])[new DieFaces { Turn = turn }.SideOf(number)];

    private static int NumberOn(DieTurn turn, Vector3 normal) => Enumerable.Range(1, 6).Single(number => NormalOf(turn, number) == normal);

    private static int Distinct(ReadOnlySpan<Vector2> pips, Func<Vector2, float> coordinate)
    {
        var values = new HashSet<float>();
        foreach (var pip in pips)
            values.Add(MathF.Round(coordinate(pip), 4) + 0f);
        return values.Count;
    }

    private static IEnumerable<Vector3> Points(GameObject die, bool body)
    {
        var mesh = (body ? die : die.Transform.Children[0].GameObject).GetComponent<MeshRenderer>()!.Mesh;
        return mesh.Vertices.ToArray().Select(vertex => Vector3.Transform(vertex.Position, die.Transform.LocalToWorld));
    }

    private static float LowestPoint(GameObject die) => Points(die, body: true).Min(point => point.Y);

    // The corners of what it covers if its edges were sharp, by its own axes.
    private static Vector2[] Square(GameObject die)
    {
        var world = die.Transform.LocalToWorld;
        var middle = new Vector2(world.Translation.X, world.Translation.Z);
        Vector3[] axes = [new(world.M11, world.M12, world.M13), new(world.M21, world.M22, world.M23), new(world.M31, world.M32, world.M33)];
        var level = axes.Where(axis => MathF.Abs(axis.Y) < 0.5f * axis.Length()).Select(axis => 0.5f * new Vector2(axis.X, axis.Z)).ToArray();
        Assert.Equal(2, level.Length);
        return [middle + level[0] + level[1], middle + level[0] - level[1], middle - level[0] - level[1], middle - level[0] + level[1]];
    }

    // Along the best of the edges' normals: positive if they are apart.
    private static float Gap(Vector2[] a, Vector2[] b)
    {
        var best = float.NegativeInfinity;
        foreach (var square in (Vector2[][])[a, b])
        {
            for (var i = 0; i < 4; i++)
            {
                var edge = Vector2.Normalize(square[(i + 1) % 4] - square[i]);
                Vector2 normal = new(edge.Y, -edge.X);
                best = Math.Max(best, b.Min(p => Vector2.Dot(p, normal)) - a.Max(p => Vector2.Dot(p, normal)));
            }
        }
        return best;
    }

    // Does the straight way pass through the unit cube that this matrix turns into a wall?
    private static bool Crosses(in Matrix4x4 wall, Vector3 from, Vector3 to)
    {
        Assert.True(Matrix4x4.Invert(wall, out var inverse));
        Vector3 a = Vector3.Transform(from, inverse), b = Vector3.Transform(to, inverse);
        for (var i = 0; i <= 4000; i++)
        {
            var at = Vector3.Abs(Vector3.Lerp(a, b, i / 4000f));
            if (Math.Max(at.X, Math.Max(at.Y, at.Z)) < 0.499f)
                return true;
        }
        return false;
    }
}
