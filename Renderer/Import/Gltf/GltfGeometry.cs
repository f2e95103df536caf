using System.Numerics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using SharpGLTF.Schema2;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>The triangles of one glTF primitive.</summary>
internal sealed class GltfGeometry(MeshPrimitive primitive, string path, Gaps gaps)
{
    /// <summary>Null if there is nothing that we draw.</summary>
    public Geometry? Read(GltfSurface surface)
    {
        if (primitive.DrawPrimitiveType is not (PrimitiveType.TRIANGLES or PrimitiveType.TRIANGLE_STRIP or PrimitiveType.TRIANGLE_FAN))
        {
            gaps.Add("Points and lines are left out.");
            return null;
        }
        if (primitive.GetVertexAccessor("POSITION") is not { } accessor)
            return null;
        var positions = Checked(accessor, DimensionType.VEC3, accessor.Count).AsVector3Array().ToArray();
        if (!Array.TrueForAll(positions, p => float.IsFinite(p.X) && float.IsFinite(p.Y) && float.IsFinite(p.Z)))
            throw Broken("has positions that are no numbers");
        var normals = primitive.GetVertexAccessor("NORMAL") is { } toward ? Checked(toward, DimensionType.VEC3, positions.Length).AsVector3Array().ToArray() : null;
        return new(positions, normals, Coordinates(surface, positions.Length), Triangles(Corners(positions.Length)));
    }

    /// <summary>The surface's material, in the colours of the vertices if they have some.</summary>
    public StandardMaterial Colored(GltfSurface surface, ref Geometry geometry)
    {
        if (primitive.GetVertexAccessor("COLOR_0") is not { } accessor)
            return surface.Material;
        var kind = accessor.Dimensions == DimensionType.VEC3 ? DimensionType.VEC3 : DimensionType.VEC4;
        var colors = Checked(accessor, kind, geometry.Positions.Length).AsColorArray().Select(color => new Vector3(color.X, color.Y, color.Z)).ToArray();
        return VertexColors.Apply(ref geometry, colors, surface.Material, surface.IsTextured, gaps);
    }

    private Vector2[]? Coordinates(GltfSurface surface, int count)
    {
        if (primitive.GetVertexAccessor($"TEXCOORD_{surface.CoordinateSet}") is not { } accessor)
        {
            if (surface.IsTextured)
                gaps.Add("A mesh has a textured material and no texture coordinates: it takes the colour of the texture's corner.");
            return null;
        }
        var coordinates = Checked(accessor, DimensionType.VEC2, count).AsVector2Array().Select(at => Vector2.Transform(at, surface.Coordinates)).ToArray();
        if (!surface.Repeats && Array.Exists(coordinates, at => at.X is < -0.001f or > 1.001f || at.Y is < -0.001f or > 1.001f))
            gaps.Add("Textures that should stop or turn round at their edges are repeated.");
        return coordinates;
    }

    private int[] Corners(int vertices)
    {
        if (primitive.IndexAccessor is not { } accessor)
            return [.. Enumerable.Range(0, vertices)];
        var corners = new int[Checked(accessor, DimensionType.SCALAR, accessor.Count).Count];
        var i = 0;
        foreach (var index in accessor.AsIndicesArray())
        {
            if (index >= vertices)
                throw Broken($"refers to vertex {index} of {vertices}");
            corners[i++] = (int)index;
        }
        return corners;
    }

    // glTF 2.0, section 3.7.2.1: every second triangle of a strip has its corners the other way round.
    private int[] Triangles(int[] corners)
    {
        if (primitive.DrawPrimitiveType == PrimitiveType.TRIANGLES)
            return corners[..(corners.Length / 3 * 3)];
        var strip = primitive.DrawPrimitiveType == PrimitiveType.TRIANGLE_STRIP;
        var triangles = new int[3 * Math.Max(0, corners.Length - 2)];
        for (var i = 0; i < triangles.Length / 3; i++)
        {
            (triangles[3 * i], triangles[3 * i + 1], triangles[3 * i + 2]) = strip
                ? (corners[i], corners[i + 1 + i % 2], corners[i + 2 - i % 2])
                : (corners[i + 1], corners[i + 2], corners[0]);
        }
        return triangles;
    }

    // SharpGLTF reads through views that reach only as far as they are looked at; what an accessor claims is held against its bytes first.
    private Accessor Checked(Accessor accessor, DimensionType kind, int count)
    {
        if (accessor.Dimensions != kind)
            throw Broken($"has an accessor of the type {accessor.Dimensions} for {kind}");
        if (accessor.Count != count)
            throw Broken($"has {accessor.Count} values for {count} vertices");
        if (accessor.SourceBufferView is not { } view)
            throw Broken("has an accessor without bytes");
        var size = accessor.Format.ByteSize;
        var end = accessor.ByteOffset + (count - 1L) * Math.Max(size, view.ByteStride) + size;
        if (count <= 0 || accessor.ByteOffset < 0 || end > view.Content.Count)
            throw Broken($"has {count} values in {view.Content.Count} bytes");
        return accessor;
    }

    private FewLabelsException Broken(string how) => new(
        $"A model does not read: mesh {primitive.LogicalParent.LogicalIndex} {how}", path, "It is damaged or badly exported: get or export it again.");
}
