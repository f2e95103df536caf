using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>Triangles in growing buffers that <see cref="Clear"/> keeps, so that a mesh is rebuilt for each image without garbage.</summary>
public sealed class Mesh
{
    private Vertex[] _vertices = new Vertex[256];
    private ushort[] _indices = new ushort[1024];

    public int VertexCount { get; private set; }

    public int IndexCount { get; private set; }

    public Span<Vertex> Vertices => _vertices.AsSpan(0, VertexCount);

    public ReadOnlySpan<ushort> Indices => _indices.AsSpan(0, IndexCount);

    public void Clear() => (VertexCount, IndexCount) = (0, 0);

    /// <summary>Adds a vertex and returns its number.</summary>
    /// <param name="shade">1 in the open, 0 in a deep fold.</param>
    /// <exception cref="InvalidOperationException">The mesh has 65,536 vertices already.</exception>
    public int AddVertex(Vector3 position, Vector3 normal, Vector2 cloth, float shade = 1)
    {
        if (VertexCount == _vertices.Length)
        {
            if (VertexCount > ushort.MaxValue)
                throw new InvalidOperationException("A mesh has at most 65,536 vertices; use two meshes.");
            Array.Resize(ref _vertices, VertexCount * 2);
        }
        _vertices[VertexCount] = new Vertex { Position = position, NormalAndShade = Vertex.Pack(normal, shade), Cloth = cloth };
        return VertexCount++;
    }

    public void AddTriangle(int a, int b, int c)
    {
        if (IndexCount + 3 > _indices.Length)
            Array.Resize(ref _indices, _indices.Length * 2);
        _indices[IndexCount] = (ushort)a;
        _indices[IndexCount + 1] = (ushort)b;
        _indices[IndexCount + 2] = (ushort)c;
        IndexCount += 3;
    }

    public void AddQuad(int a, int b, int c, int d)
    {
        AddTriangle(a, b, c);
        AddTriangle(a, c, d);
    }
}
