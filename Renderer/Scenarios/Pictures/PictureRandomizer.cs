using System.Globalization;
using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>Which of the class's pictures, on what body, how bent and dented.</summary>
public sealed class PictureRandomizer : Randomizer
{
    /// <summary>Metres of an outline's longer side.</summary>
    internal const float Longest = 0.6f;

    // A table that reaches beyond any frame.
    private static readonly Mesh Table = Primitives.Plane(40, 40);

    private readonly Setting _folder, _corner;
    private readonly Parameter _pick, _swell, _body, _bend, _bendAngle, _dented, _dents, _thickness, _bordered, _border, _backValue;
    private readonly Parameter _boxDepth, _boxMargin, _hue, _saturation, _value, _tablePattern, _tableFrequency, _tablePlace, _tableHue, _tableSaturation, _tableValue;

    public PictureRandomizer()
        : base("pictures")
    {
        _folder = Setting("folder", "", "a folder with a picture for each class, named as the class, or a sub-folder for each class");
        _corner = Setting("corner", "0.06", "rounding of the corners of pictures without transparency, as a share of the shorter side, 0 to 0.5");
        _pick = Declare("pick", 0, 1, "picture", Allowed.Share, "", "which of a class's pictures, as a share of their list");
        _swell = Declare("swell", new Constant(1), "picture", new(0.5f, 2), "", "how much larger the print's middle is than the picture's, while its edge stays: makers draw one sign in several proportions");
        _body = Declare("body", new Choice(("plate", 1), ("box", 0), ("card", 0)), "picture", about: "a plate on its own, a label on a box, a card on a table");
        _bend = Declare("bend", new Normal(0, 0.012f), "picture", new(-0.5f, 0.5f), "of width", "how far the edges lie behind the middle");
        _bendAngle = Declare("bend-angle", new Normal(0, 15), "picture", new(-360, 360), "deg", "turn of the axis that it is bent about, from upright");
        _dented = Declare("dented", new Chance(0.15f), "picture", about: "whether it has dents");
        _dents = Declare("dents", 0.005f, 0.03f, "picture", new(0, 0.2f), "of width", "depth of the deepest dent");
        _thickness = Declare("thickness", 0.002f, 0.012f, "picture", new(0.001f, 0.2f), "m", "of a plate 0.6 m wide; labels and cards have a tenth");
        _bordered = Declare("bordered", new Chance(0.5f), "picture", about: "whether a plate reaches beyond its print");
        _border = Declare("border", 0.004f, 0.018f, "picture", new(0.0001f, 1), "m", "how far such a plate, 0.6 m wide, reaches beyond it");
        _backValue = Declare("back-value", 0.3f, 0.9f, "picture", Allowed.Share, "", "how light back, rim and border are, sRGB-encoded");
        _boxDepth = Declare("box-depth", 0.1f, 0.6f, "picture", new(0.01f, 5), "m", "depth of the box behind a label");
        _boxMargin = Declare("box-margin", 0.02f, 0.5f, "picture", new(0, 5), "of size", "how much larger than the label the box's front is");
        _hue = Declare("box-hue", 0, 360, "picture", new(-360, 360), "deg", "of the box");
        _saturation = Declare("box-saturation", 0, 0.7f, "picture", Allowed.Share, "", "of the box");
        _value = Declare("box-value", 0.1f, 0.95f, "picture", Allowed.Share, "", "of the box, sRGB-encoded");
        _tablePattern = Declare("table-pattern", new Choice(("none", 2), ("noise", 1), ("wood", 2), ("marble", 0.5f), ("fabric", 1), ("speckle", 1)), "picture", about: "of the table under box or card");
        _tableFrequency = Declare("table-frequency", new LogUniform(4, 80), "picture", new(0.1f, 1000), "1/m", "repeats of the table's pattern");
        _tablePlace = Declare("table-place", -100, 100, "picture", Allowed.Any, "", "which part of the table, in repeats");
        _tableHue = Declare("table-hue", 0, 360, "picture", new(-360, 360), "deg", "of the table");
        _tableSaturation = Declare("table-saturation", 0, 0.6f, "picture", Allowed.Share, "", "of the table");
        _tableValue = Declare("table-value", 0.08f, 0.95f, "picture", Allowed.Share, "", "of the table, sRGB-encoded");
    }

    internal PictureSet Set { get; private set; } = null!;

    public override IEnumerable<Asset> Assets => Set?.Assets ?? [];

    public override void OnScenarioStart() => Set = PictureSet.Load(_folder.Value, Corner());

    public override void OnIterationStart(Iteration iteration)
    {
        Place(iteration, iteration.Subject, iteration.ClassId, 0);
        var plate = iteration.Subject.GetComponent<PlateTag>()!;
        var mount = iteration.Subject.Transform.Parent!;
        if (plate.Body == BodyKind.Card)
            mount.LocalRotation = Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI / 2);
        if (plate.Body == BodyKind.Box)
            AddBox(iteration, mount.GameObject, plate);
        else if (plate.Body == BodyKind.Card)
            AddTable(iteration, -Thickness(iteration, BodyKind.Card));
    }

    /// <summary>Makes an object a plate with a picture of this class, labelled; numbers are those of object <paramref name="k"/>.</summary>
    internal void Place(Iteration iteration, GameObject thing, int classId, int k)
    {
        var pictures = Set.Pictures[classId];
        var picture = pictures[Math.Min((int)(iteration.Draw(_pick, k) * pictures.Length), pictures.Length - 1)];
        var body = (BodyKind)iteration.Draw(_body);
        // Labels and cards lie flat on what carries them.
        var surface = body == BodyKind.Plate
            ? new PlateSurface(picture.Shape.Size, iteration.Draw(_bend, k), float.DegreesToRadians(iteration.Draw(_bendAngle, k)),
                iteration.Is(_dented, k) ? iteration.Draw(_dents, k) : 0, iteration.Key($"dents {k}").Open())
            : new PlateSurface(picture.Shape.Size, 0, 0, 0, default);
        thing.AddComponent<Labeling>().ClassId = (byte)classId;
        var tag = thing.AddComponent<PlateTag>();
        (tag.Picture, tag.Surface, tag.Body) = (picture, surface, body);
        var front = thing.GetComponent<MeshRenderer>()!;
        surface.FillFront(front.Mesh, picture.Shape, iteration.Draw(_swell, k));
        front.Material = new StandardMaterial { AlbedoTexture = picture.Face };
        var back = iteration.Scene.Add("back", thing).GetComponent<MeshRenderer>()!;
        surface.FillBody(back.Mesh, picture.Shape, Thickness(iteration, body), body == BodyKind.Plate && iteration.Is(_bordered, k) ? iteration.Draw(_border, k) : 0);
        back.Material = new StandardMaterial { Albedo = new(SrgbCurve.ToLinear(iteration.Draw(_backValue))), Roughness = 0.6f };
        for (var i = 0; i < PictureScenario.Corners.Count; i++)
        {
            var at = picture.Shape.Frame[i];
            var corner = iteration.Scene.Add(PictureScenario.Corners[i], thing);
            corner.Transform.LocalPosition = new(at, surface.DepthAt(at));
            // Corners of a disc lie beside it, so nothing of its own can hide them.
            (corner.AddComponent<Keypoint>().Label, corner.GetComponent<Keypoint>()!.SelfOcclusionDistance) = (PictureScenario.Corners[i], 0.05f);
        }
    }

    private float Thickness(Iteration iteration, BodyKind body) => iteration.Draw(_thickness) * (body == BodyKind.Plate ? 1 : 0.1f);

    private void AddBox(Iteration iteration, GameObject mount, PlateTag plate)
    {
        var extent = new Vector3(plate.Size * (1 + iteration.Draw(_boxMargin)), iteration.Draw(_boxDepth));
        var box = iteration.Scene.Add("box", mount);
        Primitives.AddBox(box.GetComponent<MeshRenderer>()!.Mesh, extent);
        box.GetComponent<MeshRenderer>()!.Material = new StandardMaterial
        {
            Albedo = new Hsv(iteration.Draw(_hue), iteration.Draw(_saturation), iteration.Draw(_value)).ToLinear(),
            Roughness = 0.7f,
        };
        box.Transform.LocalPosition = new(0, 0, 0.5f * extent.Z + Thickness(iteration, BodyKind.Box));
        AddTable(iteration, -0.5f * extent.Y);
    }

    private void AddTable(Iteration iteration, float height)
    {
        var table = iteration.Scene.Add("table");
        table.Transform.LocalPosition = new(0, height, 0);
        var renderer = table.GetComponent<MeshRenderer>()!;
        var color = new Hsv(iteration.Draw(_tableHue), iteration.Draw(_tableSaturation), iteration.Draw(_tableValue)).ToLinear();
        (renderer.Mesh, renderer.CastsShadows) = (Table, false);
        renderer.Material = new StandardMaterial
        {
            Albedo = color,
            Roughness = 0.6f,
            Pattern = Enum.Parse<PatternKind>(_tablePattern.Sampler.Choices![(int)iteration.Draw(_tablePattern)], ignoreCase: true),
            PatternColor = 0.45f * color,
            PatternFrequency = iteration.Draw(_tableFrequency),
            PatternOffset = new(iteration.Draw(_tablePlace), 0, 0.7f * iteration.Draw(_tablePlace)),
        };
    }

    private float Corner() =>
        float.TryParse(_corner.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var corner) && corner is >= 0 and <= 0.5f
            ? corner
            : throw new FewLabelsException($"'{_corner.Value}' is not allowed", _corner.Path, "Give a number from 0 to 0.5.", ExitCode.WrongUsage);
}
