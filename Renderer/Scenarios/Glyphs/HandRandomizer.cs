using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// Turns characters of the kind <see cref="GlyphKind.Hand"/> into what a hand might have drawn: the outline is bent by smooth waves (in the manner of the elastic
/// distortions of Simard, Steinkraus and Platt 2003), its strokes get a pen's width, and it is slanted and stretched.
/// </summary>
public sealed class HandRandomizer : Randomizer
{
    // In heights.
    private const float FinestLine = 0.04f;

    // Slopes of a wave at full bend and full tremble: as far as most characters can still be read.
    private const float Steepest = 0.42f, Trembling = 0.2f;

    private readonly Parameter _stroke, _bend, _tremble, _pressure, _slant, _width;

    public HandRandomizer()
        : base("hand")
    {
        _stroke = Declare("stroke", 0.07f, 0.17f, allowed: new(0.02f, 0.3f), unit: "of height", about: "width of the pen's strokes");
        _bend = Declare("bend", 0.2f, 1, allowed: Allowed.Share, about: "how far the whole is bent: 0 not at all, 1 as far as most characters can be read");
        _tremble = Declare("tremble", 0, 0.6f, allowed: Allowed.Share, about: "how far the line trembles");
        _pressure = Declare("pressure", 0, 0.4f, allowed: Allowed.Share, about: "how much the stroke's width varies");
        _slant = Declare("slant", new TruncatedNormal(6, 12, -25, 35), allowed: new(-35, 45), unit: "deg", about: "above 0 leans right");
        _width = Declare("width", 0.8f, 1.5f, allowed: new(0.4f, 2.5f), about: "factor on its width");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var number = 0;
        foreach (var tag in iteration.Query<GlyphTag>())
        {
            if (tag.Kind == GlyphKind.Hand)
                Draw(iteration, tag, number++);
        }
    }

    private void Draw(Iteration iteration, GlyphTag tag, int number)
    {
        // A person's stroke, slant and width stay; each character is bent anew.
        float stroke = iteration.Draw(_stroke), pressure = iteration.Draw(_pressure);
        var form = GlyphRandomizer.FormOf(iteration.Draw(_slant), iteration.Draw(_width));
        var stream = iteration.Key("waves").With(number).Open();
        WaveField bend = new(ref stream, 4, 0.2f, 0.9f, Steepest * iteration.Draw(_bend, number));
        WaveField tremble = new(ref stream, 3, 2, 4, Trembling * iteration.Draw(_tremble, number));
        WaveField press = new(ref stream, 2, 0.7f, 2, 1);
        var contours = tag.Shape.Contours
            .Select(ring => Array.ConvertAll(Densified(ring), point => Vector2.Transform(tremble.Bend(bend.Bend(point)), form))).ToArray();
        var offset = 0.5f * (stroke - GlyphShape.Stroke(contours));
        // A stroke thins to no less than three fifths of itself: bold faces have fine parts too.
        offset = Math.Max(offset, -0.2f * GlyphShape.Stroke(contours));
        Press(contours, press, 0.5f * pressure * stroke);
        // A pen has no hairlines: what would be thinner than its finest line goes, and the rest comes back.
        var drawn = offset < 0.5f * FinestLine
            ? OutlineShaping.Offset(OutlineShaping.Offset(contours, offset - 0.5f * FinestLine, round: true), 0.5f * FinestLine, round: true)
            : OutlineShaping.Offset(contours, offset, round: true);
        if (drawn.Count == 0)
            return;
        (tag.Shape, tag.IsOwn) = (new(drawn), true);
    }

    // Moves points along their normals, to and fro along the strokes.
    private static void Press(Vector2[][] contours, WaveField field, float amount)
    {
        foreach (var ring in contours)
        {
            var before = (Vector2[])ring.Clone();
            var area = SignedArea(before);
            for (var i = 0; i < ring.Length; i++)
            {
                var along = before[(i + 1) % ring.Length] - before[(i + ring.Length - 1) % ring.Length];
                var length = along.Length();
                if (length > 0)
                    ring[i] += amount * MathF.Sign(area) * field.Level(before[i]) * new Vector2(along.Y, -along.X) / length;
            }
        }
    }

    private static float SignedArea(Vector2[] ring)
    {
        var twice = 0f;
        for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
            twice += ring[before].X * ring[i].Y - ring[i].X * ring[before].Y;
        return twice;
    }

    // Straight sides get points, so that they bend; curves lose those that a hand doesn't know of, since every point costs time.
    private static Vector2[] Densified(Vector2[] fine)
    {
        const float Longest = 0.08f, Tolerance = 0.004f;
        Span<bool> keep = fine.Length <= 512 ? stackalloc bool[fine.Length] : new bool[fine.Length];
        Polyline.KeepClosed(fine, Tolerance, keep);
        var ring = new List<Vector2>(fine.Length);
        for (var i = 0; i < fine.Length; i++)
        {
            if (keep[i])
                ring.Add(fine[i]);
        }
        var points = new List<Vector2>(2 * ring.Count);
        for (var i = 0; i < ring.Count; i++)
        {
            Vector2 from = ring[i], to = ring[(i + 1) % ring.Count];
            var pieces = (int)MathF.Ceiling(Vector2.Distance(from, to) / Longest);
            for (var k = 0; k < pieces; k++)
                points.Add(Vector2.Lerp(from, to, (float)k / pieces));
        }
        return [.. points];
    }
}
