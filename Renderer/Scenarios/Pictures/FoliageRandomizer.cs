using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>Leaves and twigs between the sun and the plate, out of the camera's sight: only their shadows are seen.</summary>
public sealed class FoliageRandomizer : Randomizer
{
    /// <summary>Below this cosine the sun only grazes the plate, and shadows would be smears.</summary>
    private const float Grazing = 0.15f;

    /// <summary>The frame is this many units high, and so far about it nothing may be.</summary>
    private const int Side = 1000, Margin = 150;

    private static readonly StandardMaterial Leaf = new() { Albedo = new(0.05f, 0.1f, 0.03f), Roughness = 0.7f, DoubleSided = true };

    private readonly Parameter _shaded, _leaves, _leafSize, _twigs, _distance, _spread, _shiftX, _shiftY;

    public FoliageRandomizer()
        : base("foliage")
    {
        _shaded = Declare("shaded", new Chance(0.25f), "light", about: "whether leaves throw shadows on the plate");
        _leaves = Declare("leaves", 4, 40, "light", new(0, 1000), "", "how many; the whole part counts");
        _leafSize = Declare("leaf-size", new LogUniform(0.03f, 0.2f), "light", new(0.001f, 5), "m", "length of a leaf");
        _twigs = Declare("twigs", 0, 4, "light", new(0, 1000), "", "how many; the whole part counts");
        _distance = Declare("distance", 0.5f, 3, "light", new(0.05f, 100), "m", "from the plate towards the light");
        _spread = Declare("spread", 0.15f, 0.5f, "light", new(0.01f, 10), "m", "deviation of their places about their middle");
        _shiftX = Declare("shift-x", new Normal(0, 0.2f), "light", new(-10, 10), "m", "from the light's way to the plate's middle to theirs, level");
        _shiftY = Declare("shift-y", new Normal(0, 0.2f), "light", new(-10, 10), "m", "the same across");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (!iteration.Is(_shaded))
            return;
        var sun = iteration.Scene.Roots.Select(root => root.GetComponent<Light>()).FirstOrDefault(light => light is { Type: LightType.Directional, ShadowStrength: > 0 });
        if (sun is null)
            return;
        var plate = iteration.Subject.Transform;
        var toLight = -sun.Forward;
        if (Vector3.Dot(toLight, Vector3.Transform(-Vector3.UnitZ, plate.Rotation)) < Grazing)
            return;
        var renderer = iteration.Scene.Add("foliage").GetComponent<MeshRenderer>()!;
        renderer.Material = Leaf;
        // Leaves lie about the light's way; any two directions across it will do.
        var right = Vector3.Normalize(Vector3.Cross(MathF.Abs(toLight.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX, toLight));
        var up = Vector3.Cross(toLight, right);
        var middle = plate.Position + iteration.Draw(_shiftX) * right + iteration.Draw(_shiftY) * up;
        float spread = iteration.Draw(_spread), size = iteration.Draw(_leafSize), distance = iteration.Draw(_distance);
        int leaves = (int)iteration.Draw(_leaves), all = leaves + (int)iteration.Draw(_twigs);
        var view = iteration.Scene.Camera.Snapshot(Side, Side);
        var far = view.Project(plate.Position).Z;
        var places = iteration.Key("places").Open();
        for (var i = 0; i < all; i++)
        {
            var at = middle + distance * (float)places.Uniform(0.7, 1.3) * toLight + spread * ((float)places.Normal() * right + (float)places.Normal() * up);
            var (sine, cosine) = MathF.SinCos((float)places.Uniform(0, Math.Tau));
            Vector3 along = cosine * right + sine * up, across = cosine * up - sine * right;
            // Leaves are wide, twigs are long and thin.
            var half = 0.5f * size * (float)places.Uniform(0.5, 1) * (i < leaves ? Vector2.One : new(8, 0.25f));
            if (!IsSeen(view, far, at))
                AddLeaf(renderer.Mesh, at, half.X * along, 0.6f * half.Y * across, toLight);
        }
    }

    private static bool IsSeen(CameraSnapshot view, float far, Vector3 at)
    {
        var seen = view.Project(at);
        return seen.Z > 0 && seen.Z < far && seen.X is > -Margin and < Side + Margin && seen.Y is > -Margin and < Side + Margin;
    }

    private static void AddLeaf(Mesh mesh, Vector3 at, Vector3 along, Vector3 across, Vector3 normal)
    {
        var first = mesh.AddVertex(at - along, normal, default);
        mesh.AddVertex(at + across, normal, default);
        mesh.AddVertex(at + along, normal, default);
        mesh.AddVertex(at - across, normal, default);
        mesh.AddQuad(first, first + 1, first + 2, first + 3);
    }
}
