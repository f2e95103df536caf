using FewLabels.Sim.Renderer.Engine;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// The meshes that scenes share, kept on the device after their first use. When they have grown past a bound, those that the present batch
/// does not use go. It lives on the context's thread.
/// </summary>
internal sealed unsafe class MeshPool : IDisposable
{
    private const int MostBytes = 256 << 20;

    private readonly GL _gl;
    private readonly Dictionary<Mesh, MeshPlace> _places = [];
    private readonly GrowingStore _vertices;
    private readonly GrowingStore _indices;

    public MeshPool(GL gl)
    {
        _gl = gl;
        (_vertices, _indices) = (new(gl, 1 << 20), new(gl, 1 << 19));
        VertexArray = VertexLayout.Create(gl);
    }

    public uint VertexArray { get; }

    /// <summary>Before a batch: forgets everything when there is too much of it.</summary>
    public void NextBatch()
    {
        if (_vertices.Length + _indices.Length < MostBytes)
            return;
        _places.Clear();
        _vertices.Clear();
        _indices.Clear();
    }

    /// <summary>Where the mesh lies, uploaded if it was not there.</summary>
    public MeshPlace Use(Mesh mesh)
    {
        if (!_places.TryGetValue(mesh, out var place))
        {
            place = new(_indices.Append(mesh.Indices) / sizeof(ushort), mesh.IndexCount, _vertices.Append<Vertex>(mesh.Vertices) / sizeof(Vertex));
            _places.Add(mesh, place);
        }
        return place;
    }

    /// <summary>Binds the buffers as they are now.</summary>
    public void Bind()
    {
        _gl.VertexArrayVertexBuffer(VertexArray, 0, _vertices.Handle, 0, (uint)sizeof(Vertex));
        _gl.VertexArrayElementBuffer(VertexArray, _indices.Handle);
    }

    public void Dispose()
    {
        _gl.DeleteVertexArray(VertexArray);
        _vertices.Dispose();
        _indices.Dispose();
    }
}

/// <summary>Where a mesh lies in its buffers, in indices and vertices.</summary>
internal readonly record struct MeshPlace(int FirstIndex, int IndexCount, int BaseVertex);
