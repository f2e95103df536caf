using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>A cube of side 1 cut by a sphere about its centre: six discs, and the sphere between them. The discs' rims are broken, as polished dice are.</summary>
internal static class BallBox
{
    /// <summary>Half the width of the broken rim as a share of the disc's radius.</summary>
    private const float Bevel = 0.03f;

    private const int Segments = 48, Bands = 4;

    private static readonly (int Segments, int Bands)[] Coarser = [(32, 2), (24, 2), (16, 1)];

    /// <summary>Makes it with coarser levels.</summary>
    /// <param name="disc">Radius of the discs, below or at 0.5.</param>
    public static Mesh Create(float disc)
    {
        var mesh = new Mesh();
        Add(mesh, disc, Segments, Bands);
        foreach (var (segments, bands) in Coarser)
        {
            // The rims' chords; bands are shaded smoothly, and their own chords are shorter.
            var error = disc * (1 - MathF.Cos(MathF.PI / segments));
            Add(mesh.AddLevel(MeshLevel.DiameterFor(error, mesh.Bounds)), disc, segments, bands);
        }
        return mesh;
    }

    // Fans of rings about each face's middle: flat to the rim, then on the sphere to the border of the face's pyramid.
    private static void Add(Mesh mesh, float disc, int segments, int bands)
    {
        var radius = MathF.Sqrt(0.25f + disc * disc);
        foreach (var face in BoxFace.All)
        {
            var middle = mesh.AddVertex(0.5f * face.Normal, face.Normal, new(0.5f, 0.5f));
            var first = middle + 1;
            for (var ring = 0; ring <= bands + 1; ring++)
            {
                for (var s = 0; s < segments; s++)
                {
                    var (sine, cosine) = MathF.SinCos(MathF.Tau * s / segments);
                    var border = 0.5f / MathF.Max(MathF.Abs(sine), MathF.Abs(cosine));
                    var rim = MathF.Min(disc * (1 + Bevel), border);
                    var along = ring == 0 ? disc * (1 - Bevel) : rim + (border - rim) * (ring - 1) / bands;
                    var point = 0.5f * face.Normal + along * (cosine * face.Right + sine * face.Up);
                    var normal = ring == 0 ? face.Normal : Vector3.Normalize(point);
                    mesh.AddVertex(ring == 0 ? point : radius * normal, normal, new(0.5f + along * cosine, 0.5f - along * sine));
                }
            }
            // Counter-clockwise angles seen from outside, so the fan turns the other way.
            for (var s = 0; s < segments; s++)
            {
                var next = (s + 1) % segments;
                mesh.AddTriangle(middle, first + next, first + s);
                for (var ring = 0; ring <= bands; ring++)
                {
                    var inner = first + ring * segments;
                    mesh.AddQuad(inner + s, inner + next, inner + segments + next, inner + segments + s);
                }
            }
        }
    }
}
