using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>Gives all characters their meshes, places and corner points: bodies with depth, ink as thin sheets, and the floors of engravings.</summary>
public sealed class BodyRandomizer : Randomizer
{
    /// <summary>Metres that ink lies above its ground: more than the depth buffer's rounding, too little to be seen.</summary>
    internal const float Lift = 0.0004f;

    private readonly GlyphFonts _fonts;
    private readonly Parameter _edge, _depth, _engraving;

    internal BodyRandomizer(GlyphFonts fonts)
        : base("body")
    {
        _fonts = fonts;
        _edge = Declare("edge", new Choice(("sharp", 1), ("cut", 1), ("round", 1)), about: "the edges of bodies");
        _depth = Declare("depth", 0.06f, 0.4f, allowed: new(0.02f, 2), unit: "of height", about: "of bodies, from front to back");
        _engraving = Declare("engraving", 0.015f, 0.07f, allowed: new(0.005f, 0.3f), unit: "of height", about: "how deep engravings are cut");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var tag in iteration.Query<GlyphTag>().ToArray())
        {
            switch (tag.Kind)
            {
                case GlyphKind.Standing or GlyphKind.Lying:
                    var depth = iteration.Draw(_depth);
                    var edge = (GlyphEdge)(int)iteration.Draw(_edge);
                    Build(tag, _fonts.Body(tag.Shape, edge), depth / GlyphShape.BodyDepth, -0.5f * depth * GlyphScenario.Height);
                    break;
                case GlyphKind.Engraved:
                    Flat(_fonts, tag, iteration.Draw(_engraving) * GlyphScenario.Height);
                    break;
                default:
                    Flat(_fonts, tag, -Lift);
                    break;
            }
            GlyphCorners.Add(iteration.Scene, tag.GameObject);
        }
    }

    /// <summary>A thin sheet at a depth; its middle is where the tag says.</summary>
    internal static void Flat(GlyphFonts fonts, GlyphTag tag, float z)
    {
        if (!tag.IsOwn)
        {
            Build(tag, fonts.Flat(tag.Shape), 1, z);
            return;
        }
        // Many points of a bent outline lie nearly on a line.
        var mesh = Own(tag);
        tag.Shape.AddFlat(mesh, 0.0015f);
        Place(tag, mesh, 1, z);
    }

    private static void Build(GlyphTag tag, Mesh shared, float stretch, float z)
    {
        if (tag.Form.IsIdentity)
        {
            Place(tag, shared, stretch, z);
            return;
        }
        var mesh = Own(tag);
        Matrix4x4 form = new(tag.Form);
        mesh.Append(shared, form);
        foreach (var level in shared.Levels)
            mesh.AddLevel(level.PixelDiameter).Append(level.Mesh, form);
        Place(tag, mesh, stretch, z);
    }

    // Empty: the renderer may show a shared mesh, which must not change.
    private static Mesh Own(GlyphTag tag)
    {
        var own = tag.GameObject.GetComponent<MeshRenderer>()!.Own;
        own.Clear();
        return own;
    }

    private static void Place(GlyphTag tag, Mesh mesh, float stretch, float z)
    {
        var transform = tag.Transform;
        transform.LocalPosition = new(GlyphScenario.Height * tag.Place, z);
        transform.LocalScale = GlyphScenario.Height * new Vector3(1, 1, stretch);
        var renderer = tag.GameObject.GetComponent<MeshRenderer>()!;
        (renderer.Mesh, renderer.CastsShadows) = (mesh, tag.Kind is GlyphKind.Standing or GlyphKind.Lying);
    }
}
