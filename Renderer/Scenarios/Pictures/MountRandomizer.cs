using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>What a plate hangs on and beside: a pole, and other plates, which are instances of their own classes.</summary>
public sealed class MountRandomizer : Randomizer
{
    private static readonly Mesh Pole = Primitives.Cylinder(1, 1, 12);

    private readonly PictureRandomizer _pictures;
    private readonly Parameter _pole, _poleWidth, _poleValue, _neighbours, _class, _side, _gap, _scale;

    internal MountRandomizer(PictureRandomizer pictures)
        : base("mount")
    {
        _pictures = pictures;
        _pole = Declare("pole", new Chance(0.5f), "mount", about: "whether it stands on a pole");
        _poleWidth = Declare("pole-width", 0.015f, 0.05f, "mount", new(0.001f, 1), "m", "radius of the pole");
        _poleValue = Declare("pole-value", 0.05f, 0.5f, "mount", Allowed.Share, "", "how light it is, linear");
        _neighbours = Declare("neighbours", new Choice(("none", 0.75f), ("one", 0.2f), ("two", 0.05f)), "mount", about: "other plates beside it");
        _class = Declare("neighbour-class", 0, 1, "mount", Allowed.Share, "", "their class, as a share of the list");
        _side = Declare("neighbour-side", new Choice(("above", 1), ("below", 2), ("left", 0.5f), ("right", 0.5f)), "mount", about: "where the first one hangs; a second one hangs opposite");
        _gap = Declare("neighbour-gap", 0.01f, 0.12f, "mount", new(0, 5), "m", "between the plates");
        _scale = Declare("neighbour-scale", 0.6f, 1.05f, "mount", new(0.05f, 10), "", "their size");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var root = iteration.Subject.Transform.Parent!.GameObject;
        if (iteration.Is(_pole))
        {
            var pole = iteration.Scene.Add("pole", root);
            (pole.GetComponent<MeshRenderer>()!.Mesh, pole.GetComponent<MeshRenderer>()!.Material) =
                (Pole, new StandardMaterial { Albedo = new(iteration.Draw(_poleValue)), Roughness = 0.5f, Metallic = 0.3f });
            var radius = iteration.Draw(_poleWidth);
            (pole.Transform.LocalPosition, pole.Transform.LocalScale) = (new(0, -1.35f, 0.06f + radius), new(radius, 3.3f, radius));
        }
        var side = (int)iteration.Draw(_side);
        for (var k = 1; k <= (int)iteration.Draw(_neighbours); k++)
            Hang(iteration, root, k, k == 1 ? side : side ^ 1);
    }

    private void Hang(Iteration iteration, GameObject root, int k, int side)
    {
        var count = _pictures.Set.Classes.Count;
        var plate = iteration.Scene.Add("neighbour", root);
        _pictures.Place(iteration, plate, Math.Min((int)(iteration.Draw(_class, k - 1) * count), count - 1), k);
        var scale = iteration.Draw(_scale, k - 1);
        Vector2 own = iteration.Subject.GetComponent<PlateTag>()!.Size, other = scale * plate.GetComponent<PlateTag>()!.Size;
        var away = 0.5f * (own + other) + new Vector2(iteration.Draw(_gap, k - 1));
        plate.Transform.LocalPosition = side switch { 0 => new(0, away.Y, 0), 1 => new(0, -away.Y, 0), 2 => new(-away.X, 0, 0), _ => new(away.X, 0, 0) };
        plate.Transform.LocalScale = new(scale);
    }
}
