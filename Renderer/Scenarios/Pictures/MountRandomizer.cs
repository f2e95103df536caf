using System.Numerics;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>
/// What a plate hangs on and beside: a pole, a board behind it, a lettered plate below it, none of them labelled; and other plates with pictures of the set,
/// which are instances of their own classes. Boxes stand alone, and cards have other cards beside them only.
/// </summary>
public sealed class MountRandomizer : Randomizer
{
    private static readonly Mesh Pole = Primitives.Cylinder(1, 1, 12);

    private readonly PictureRandomizer _pictures;
    private readonly Parameter _pole, _poleWidth, _poleShift, _value, _board, _boardMargin, _note, _noteHeight, _noteWidth;
    private readonly Parameter _neighbours, _class, _side, _gap, _scale;

    internal MountRandomizer(PictureRandomizer pictures)
        : base("mount")
    {
        _pictures = pictures;
        _pole = Declare("pole", new Chance(0.7f), "mount", about: "whether it stands on a pole");
        _poleWidth = Declare("pole-width", 0.015f, 0.05f, "mount", new(0.001f, 1), "m", "radius of the pole");
        _poleShift = Declare("pole-shift", new Normal(0, 0.02f), "mount", new(-5, 5), "m", "how far to the right of the plate's middle it stands");
        _value = Declare("value", new Uniform(0.15f, 0.85f), "mount", Allowed.Share, "", "how light pole, board and lettered plate are, sRGB-encoded");
        _board = Declare("board", new Chance(0.08f), "mount", about: "whether it is mounted on a rectangular board");
        _boardMargin = Declare("board-margin", 0.05f, 0.4f, "mount", new(0, 5), "of size", "how much larger than the plate the board is");
        _note = Declare("note", new Chance(0.25f), "mount", about: "whether a plate with small letters hangs below it");
        _noteHeight = Declare("note-height", 0.15f, 0.45f, "mount", new(0.01f, 5), "of width", "of the lettered plate");
        _noteWidth = Declare("note-width", 0.6f, 1.05f, "mount", new(0.01f, 5), "of width", "of the lettered plate");
        _neighbours = Declare("neighbours", new Choice(("none", 0.72f), ("one", 0.22f), ("two", 0.06f)), "mount", about: "other plates beside it");
        _class = Declare("neighbour-class", 0, 1, "mount", Allowed.Share, "", "their class, as a share of the list");
        _side = Declare("neighbour-side", new Choice(("above", 1), ("below", 1), ("left", 0.3f), ("right", 0.3f)), "mount", about: "where the first one hangs; a second one hangs opposite");
        _gap = Declare("neighbour-gap", 0.005f, 0.08f, "mount", new(0, 5), "m", "between the plates");
        _scale = Declare("neighbour-scale", 0.75f, 1.1f, "mount", new(0.05f, 10), "", "their size");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var plate = iteration.Subject.GetComponent<PlateTag>();
        if (plate is null || plate.Body == BodyKind.Box)
            return;
        var root = iteration.Subject.Transform.Parent!.GameObject;
        if (plate.Body == BodyKind.Plate)
            Mount(iteration, plate, root);
        var side = (int)iteration.Draw(_side);
        for (var k = 1; k <= (int)iteration.Draw(_neighbours); k++)
            Hang(iteration, root, k, k == 1 ? side : side ^ 1);
    }

    private void Mount(Iteration iteration, PlateTag plate, GameObject root)
    {
        const float behind = 0.06f;
        if (iteration.Is(_pole))
        {
            var radius = iteration.Draw(_poleWidth);
            var pole = Add(iteration, "pole", root, 0, 0.3f);
            pole.GetComponent<MeshRenderer>()!.Mesh = Pole;
            (pole.Transform.LocalPosition, pole.Transform.LocalScale) = (new(iteration.Draw(_poleShift), -1.35f, behind + radius), new(radius, 3.3f, radius));
        }
        if (iteration.Is(_board))
        {
            var board = Add(iteration, "board", root, 1, 0);
            Primitives.AddBox(board.GetComponent<MeshRenderer>()!.Mesh, new(plate.Size + new Vector2(iteration.Draw(_boardMargin) * PictureRandomizer.Longest), 0.01f));
            board.Transform.LocalPosition = new(0, 0, behind);
        }
        if (iteration.Is(_note))
        {
            var size = plate.Size.X * new Vector2(iteration.Draw(_noteWidth), iteration.Draw(_noteHeight));
            var note = Add(iteration, "note", root, 2, 0);
            Primitives.AddBox(note.GetComponent<MeshRenderer>()!.Mesh, new(size, 0.005f));
            note.Transform.LocalPosition = new(0, -0.5f * (plate.Size.Y + size.Y) - iteration.Draw(_gap, 2), 0);
            // Too small to be read: speckles stand for the letters.
            var paper = (StandardMaterial)note.GetComponent<MeshRenderer>()!.Material!;
            (paper.Pattern, paper.PatternColor, paper.PatternFrequency, paper.PatternStrength) = (PatternKind.Speckle, new(0.02f), 60, 0.6f);
        }
    }

    private GameObject Add(Iteration iteration, string name, GameObject root, int k, float metallic)
    {
        var thing = iteration.Scene.Add(name, root);
        thing.GetComponent<MeshRenderer>()!.Material = new StandardMaterial { Albedo = new(SrgbCurve.ToLinear(iteration.Draw(_value, k))), Roughness = 0.5f, Metallic = metallic };
        return thing;
    }

    private void Hang(Iteration iteration, GameObject root, int k, int side)
    {
        var count = _pictures.Set.Classes.Count;
        var thing = iteration.Scene.Add("neighbour", root);
        _pictures.Place(iteration, thing, Math.Min((int)(iteration.Draw(_class, k - 1) * count), count - 1), k);
        var scale = iteration.Draw(_scale, k - 1);
        Vector2 own = iteration.Subject.GetComponent<PlateTag>()!.Size, other = scale * thing.GetComponent<PlateTag>()!.Size;
        var away = 0.5f * (own + other) + new Vector2(iteration.Draw(_gap, k - 1));
        thing.Transform.LocalPosition = side switch { 0 => new(0, away.Y, 0), 1 => new(0, -away.Y, 0), 2 => new(-away.X, 0, 0), _ => new(away.X, 0, 0) };
        thing.Transform.LocalScale = new(scale);
    }
}
