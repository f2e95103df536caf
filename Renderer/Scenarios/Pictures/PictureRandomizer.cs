using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>Which of the class's pictures, on what body, how bent, worn and dirty.</summary>
public sealed class PictureRandomizer : Randomizer
{
    /// <summary>Metres of a picture's longer side.</summary>
    internal const float Longest = 0.6f;

    private readonly Setting _folder;
    private readonly Parameter _pick, _body, _bend, _dented, _dents, _boxDepth, _boxMargin, _bodyValue, _roughness, _bright, _dirty, _dirtValue, _dirtFrequency, _dirtCover, _dirtPlace, _glowing, _glow;

    public PictureRandomizer()
        : base("pictures")
    {
        _folder = Setting("folder", "", "a folder with a picture for each class, named as the class, or a sub-folder for each class");
        _pick = Declare("pick", 0, 1, "picture", Allowed.Share, "", "which of a class's pictures, as a share of their list");
        _body = Declare("body", new Choice(("plate", 1), ("box", 0), ("card", 0)), "picture", about: "a plate on its own, a label on a box, a card on a surface");
        _bend = Declare("bend", new Normal(0, 0.04f), "picture", new(-0.5f, 0.5f), "of width", "how far the upright edges lie behind the middle");
        _dented = Declare("dented", new Chance(0.2f), "picture", about: "whether it has dents");
        _dents = Declare("dents", 0.005f, 0.04f, "picture", new(0, 0.2f), "of width", "depth of the deepest dent");
        _boxDepth = Declare("box-depth", 0.1f, 0.6f, "picture", new(0.01f, 5), "m", "depth of the box behind a label");
        _boxMargin = Declare("box-margin", 0.02f, 0.3f, "picture", new(0, 2), "of size", "what the box or the surface has beside the picture");
        _bodyValue = Declare("body-value", 0.1f, 0.7f, "picture", Allowed.Share, "", "how light the back, the box and the surface are, linear");
        _roughness = Declare("roughness", 0.25f, 0.8f, "picture", Allowed.Share, "", "of the picture's surface");
        _bright = Declare("brightness", 0.55f, 1, "picture", Allowed.Share, "", "what wear has left of the print's light");
        _dirty = Declare("dirty", new Chance(0.35f), "picture", about: "whether dirt lies on it");
        _dirtValue = Declare("dirt-value", 0.01f, 0.25f, "picture", Allowed.Share, "", "how light the dirt is, linear");
        _dirtFrequency = Declare("dirt-frequency", 3, 25, "picture", new(0.1f, 1000), "1/m", "how small its spots are");
        _dirtCover = Declare("dirt-cover", 0, 0.6f, "picture", Allowed.Share, "", "how much of it is covered");
        _dirtPlace = Declare("dirt-place", 0, 100, "picture", about: "which of all dirt");
        _glowing = Declare("glowing", new Chance(0.1f), "picture", about: "whether it throws light back, as road signs do");
        _glow = Declare("glow", 0.05f, 0.6f, "picture", new(0, 100), "", "how much light it throws back");
    }

    internal PictureSet Set { get; private set; } = null!;

    public override void OnScenarioStart() => Set = PictureSet.Load(_folder.Value);

    public override void OnIterationStart(Iteration iteration)
    {
        Place(iteration, iteration.Subject, iteration.ClassId, 0);
        var plate = iteration.Subject.GetComponent<PlateTag>()!;
        var body = iteration.Draw(_body);
        if (body > 0)
            AddBody(iteration, plate.Size, isBox: body == 1);
    }

    /// <summary>Makes an object a plate with a picture of this class, labelled; numbers are those of object <paramref name="k"/>.</summary>
    internal void Place(Iteration iteration, GameObject thing, int classId, int k)
    {
        var pictures = Set.Pictures[classId];
        var picture = pictures[Math.Min((int)(iteration.Draw(_pick, k) * pictures.Length), pictures.Length - 1)];
        var size = Longest * (picture.Aspect >= 1 ? new Vector2(1, 1 / picture.Aspect) : new Vector2(picture.Aspect, 1));
        var flat = iteration.Draw(_body) > 0;
        var sheet = new PlateMesh(
            size, flat ? 0 : iteration.Draw(_bend, k), !flat && iteration.Is(_dented, k) ? iteration.Draw(_dents, k) : 0, iteration.Key($"dents {k}").Open());
        thing.AddComponent<Labeling>().ClassId = (byte)classId;
        var tag = thing.AddComponent<PlateTag>();
        tag.Size = size;
        var front = thing.GetComponent<MeshRenderer>()!;
        sheet.Fill(front.Mesh);
        front.Material = Print(iteration, picture, k);
        var back = iteration.Scene.Add("back", thing).GetComponent<MeshRenderer>()!;
        sheet.Fill(back.Mesh, back: true, behind: 0.003f);
        back.Material = new StandardMaterial { Albedo = new(iteration.Draw(_bodyValue)), AlbedoTexture = picture.Back, AlphaCutoff = 0.5f, Roughness = 0.6f };
        for (var i = 0; i < PictureScenario.Corners.Count; i++)
        {
            var at = size * new Vector2(i is 0 or 3 ? -0.5f : 0.5f, i < 2 ? 0.5f : -0.5f);
            var corner = iteration.Scene.Add(PictureScenario.Corners[i], thing);
            corner.Transform.LocalPosition = new(at, sheet.DepthAt(at));
            // Corners of a disc lie beside it, so nothing of its own can hide them.
            (corner.AddComponent<Keypoint>().Label, corner.GetComponent<Keypoint>()!.SelfOcclusionDistance) = (PictureScenario.Corners[i], 0.05f);
        }
    }

    private StandardMaterial Print(Iteration iteration, Picture picture, int k)
    {
        var print = new StandardMaterial
        {
            Albedo = new(iteration.Draw(_bright, k)),
            AlbedoTexture = picture.Face,
            AlphaCutoff = 0.5f,
            Roughness = iteration.Draw(_roughness, k),
            EmissionTexture = picture.Face,
        };
        if (iteration.Is(_dirty, k))
        {
            var value = iteration.Draw(_dirtValue, k);
            print.Pattern = PatternKind.Speckle;
            print.PatternColor = value * new Vector3(1, 0.9f, 0.75f);
            (print.PatternFrequency, print.PatternTurbulence, print.PatternSoftness) = (iteration.Draw(_dirtFrequency, k), iteration.Draw(_dirtCover, k), 1);
            print.PatternOffset = new(iteration.Draw(_dirtPlace, k));
        }
        if (iteration.Is(_glowing, k))
            print.Emission = new(iteration.Draw(_glow, k));
        return print;
    }

    private void AddBody(Iteration iteration, Vector2 size, bool isBox)
    {
        var margin = iteration.Draw(_boxMargin);
        var depth = isBox ? iteration.Draw(_boxDepth) : 0.02f;
        var extent = size * (1 + (isBox ? margin : 8 * margin + 1));
        var body = iteration.Scene.Add("body", iteration.Subject.Transform.Parent!.GameObject);
        Primitives.AddBox(body.GetComponent<MeshRenderer>()!.Mesh, new(extent, depth));
        body.GetComponent<MeshRenderer>()!.Material = new StandardMaterial { Albedo = new(iteration.Draw(_bodyValue)), Roughness = 0.7f };
        body.Transform.LocalPosition = new(0, 0, depth / 2 + 0.005f);
    }
}
