using System.Buffers;
using System.Numerics;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// Triangles in growing buffers that <see cref="Clear"/> keeps, so that a mesh is rebuilt for each image without garbage.
/// The front of a triangle is the side from which its corners run clockwise; in this left-handed space that is the side to which
/// <c>cross(b − a, c − a)</c> points. One thread builds a mesh; once built, any number may read it.
/// </summary>
public sealed class Mesh
{
    /// <summary>What 16-bit indices can tell apart.</summary>
    public const int MaximumVertices = ushort.MaxValue + 1;

    private readonly List<MeshLevel> _levels = [];
    private readonly List<Mesh> _spareLevels = [];
    private Vertex[] _vertices = new Vertex[256];
    private ushort[] _indices = new ushort[1024];
    private Bounds _bounds = Bounds.Empty;
    private bool _boundsKnown;

    public int VertexCount { get; private set; }

    public int IndexCount { get; private set; }

    /// <summary>May be changed in place; after moving positions call <see cref="RecalculateBounds"/>.</summary>
    public Span<Vertex> Vertices => _vertices.AsSpan(0, VertexCount);

    public ReadOnlySpan<ushort> Indices => _indices.AsSpan(0, IndexCount);

    /// <summary>Coarser versions, finest first. They are not touched when triangles are added to this mesh; <see cref="Clear"/> drops them.</summary>
    public IReadOnlyList<MeshLevel> Levels => _levels;

    /// <summary>The box about all vertices, kept until the next vertex or <see cref="Clear"/>.</summary>
    public Bounds Bounds
    {
        get
        {
            // Threads that come here at once compute and write the same bytes; the flag tells only after all are written.
            if (!Volatile.Read(ref _boundsKnown))
                RecalculateBounds();
            return _bounds;
        }
    }

    /// <summary>Measures <see cref="Bounds"/> anew, after vertices were moved in place.</summary>
    public void RecalculateBounds()
    {
        var bounds = Bounds.Empty;
        foreach (ref readonly var vertex in Vertices)
            bounds = bounds.With(vertex.Position);
        _bounds = bounds;
        Volatile.Write(ref _boundsKnown, true);
    }

    public void Clear()
    {
        (VertexCount, IndexCount, _boundsKnown) = (0, 0, false);
        foreach (var level in _levels)
        {
            level.Mesh.Clear();
            _spareLevels.Add(level.Mesh);
        }
        _levels.Clear();
    }

    /// <summary>Makes room at once for what is about to be added.</summary>
    /// <exception cref="InvalidOperationException">The mesh would have more than 65,536 vertices.</exception>
    public void Reserve(int vertices, int indices)
    {
        var all = VertexCount + (long)vertices;
        if (all > MaximumVertices)
            throw new InvalidOperationException($"A mesh has at most 65,536 vertices, and this one would have {all}; use fewer segments or two meshes.");
        if (all > _vertices.Length)
            Array.Resize(ref _vertices, Math.Max((int)all, Math.Min(_vertices.Length * 2, MaximumVertices)));
        if (IndexCount + indices > _indices.Length)
            Array.Resize(ref _indices, Math.Max(IndexCount + indices, _indices.Length * 2));
    }

    /// <summary>Adds a vertex and returns its number.</summary>
    /// <param name="shade">1 in the open, 0 in a deep fold.</param>
    /// <exception cref="InvalidOperationException">The mesh has 65,536 vertices already.</exception>
    public int AddVertex(Vector3 position, Vector3 normal, Vector2 cloth, float shade = 1) =>
        AddVertex(new Vertex { Position = position, NormalAndShade = Vertex.Pack(normal, shade), Cloth = cloth });

    /// <inheritdoc cref="AddVertex(Vector3, Vector3, Vector2, float)"/>
    public int AddVertex(in Vertex vertex)
    {
        if (VertexCount == _vertices.Length)
            Reserve(1, 0);
        _boundsKnown = false;
        _vertices[VertexCount] = vertex;
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

    /// <summary>
    /// Adds a moved copy of another mesh's triangles, not of its levels. Normals stay square to the surface under unequal scales, and a mirror image keeps its
    /// front outside.
    /// </summary>
    /// <exception cref="InvalidOperationException">The mesh would have more than 65,536 vertices.</exception>
    public void Append(Mesh other, in Matrix4x4 matrix)
    {
        int first = VertexCount, count = other.VertexCount, indexCount = other.IndexCount;
        Reserve(count, indexCount);
        // Normals go with the cofactors, which are the inverse transpose times the determinant and exist for flattening matrices too.
        Vector3 x = new(matrix.M11, matrix.M12, matrix.M13), y = new(matrix.M21, matrix.M22, matrix.M23), z = new(matrix.M31, matrix.M32, matrix.M33);
        var mirrored = Vector3.Dot(Vector3.Cross(x, y), z) < 0;
        var sign = mirrored ? -1f : 1f;
        Vector3 normalX = sign * Vector3.Cross(y, z), normalY = sign * Vector3.Cross(z, x), normalZ = sign * Vector3.Cross(x, y);
        for (var i = 0; i < count; i++)
        {
            var vertex = other._vertices[i];
            var normal = vertex.Normal;
            vertex.Position = Vector3.Transform(vertex.Position, matrix);
            vertex.Turn(normal.X * normalX + normal.Y * normalY + normal.Z * normalZ);
            AddVertex(vertex);
        }
        var swap = mirrored ? 1 : 0;
        for (var i = 0; i < indexCount; i += 3)
            AddTriangle(first + other._indices[i], first + other._indices[i + 1 + swap], first + other._indices[i + 2 - swap]);
    }

    /// <summary>
    /// Sets every normal to the mean of its triangles', weighted by their angles there (Thürmer and Wüthrich 1998). Vertices at one place
    /// with different numbers keep a crease between them, as in Unity. A vertex without triangles keeps its normal.
    /// </summary>
    public void RecalculateNormals()
    {
        var sums = ArrayPool<Vector3>.Shared.Rent(VertexCount);
        sums.AsSpan(0, VertexCount).Clear();
        Span<int> corners = stackalloc int[3];
        for (var i = 0; i < IndexCount; i += 3)
        {
            (corners[0], corners[1], corners[2]) = (_indices[i], _indices[i + 1], _indices[i + 2]);
            Vector3 a = _vertices[corners[0]].Position, b = _vertices[corners[1]].Position, c = _vertices[corners[2]].Position;
            var normal = Vector3.Cross(b - a, c - a);
            var length = normal.Length();
            if (length == 0)
                continue;
            normal /= length;
            for (var k = 0; k < 3; k++)
            {
                var here = _vertices[corners[k]].Position;
                Vector3 left = _vertices[corners[(k + 1) % 3]].Position - here, right = _vertices[corners[(k + 2) % 3]].Position - here;
                sums[corners[k]] += normal * MathF.Atan2(Vector3.Cross(left, right).Length(), Vector3.Dot(left, right));
            }
        }
        for (var i = 0; i < VertexCount; i++)
        {
            if (sums[i] != Vector3.Zero)
                _vertices[i].Turn(sums[i]);
        }
        ArrayPool<Vector3>.Shared.Return(sums);
    }

    /// <summary>Begins a coarser version and returns its empty mesh, to be filled; a cleared mesh's old levels are used again.</summary>
    /// <param name="pixelDiameter">As <see cref="MeshLevel.PixelDiameter"/>; each level's is smaller than the one before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The diameter is not positive, or not smaller than the last level's.</exception>
    public Mesh AddLevel(float pixelDiameter)
    {
        if (!(pixelDiameter > 0) || _levels.Count > 0 && pixelDiameter >= _levels[^1].PixelDiameter)
            throw new ArgumentOutOfRangeException(nameof(pixelDiameter), pixelDiameter, "Levels are added from fine to coarse, each for a smaller picture than the one before.");
        Mesh mesh;
        if (_spareLevels.Count > 0)
        {
            mesh = _spareLevels[^1];
            _spareLevels.RemoveAt(_spareLevels.Count - 1);
        }
        else
        {
            mesh = new Mesh();
        }
        _levels.Add(new(mesh, pixelDiameter));
        return mesh;
    }

    /// <summary>The coarsest version that shows no difference at this size; this mesh itself if none does.</summary>
    /// <param name="pixelDiameter">Pixels that the diagonal of <see cref="Bounds"/> spans in the picture.</param>
    public Mesh LevelFor(float pixelDiameter)
    {
        var mesh = this;
        foreach (var level in _levels)
        {
            if (pixelDiameter >= level.PixelDiameter)
                break;
            mesh = level.Mesh;
        }
        return mesh;
    }
}
