using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Scenes of a run of images, gathered into the arrays that one draw call reads. One thread fills it; it is then read-only
/// until <see cref="Clear"/>.
/// </summary>
internal sealed class SceneSlice
{
    private Vertex[] _vertices = new Vertex[1 << 16];
    private uint[] _indices = new uint[1 << 17];
    private ObjectRecord[] _objects = new ObjectRecord[1 << 10];
    private readonly List<ImageRecord> _images = [];
    private int _firstImage;
    private int _vertexCount;
    private int _indexCount;
    private int _objectCount;

    public ReadOnlySpan<Vertex> Vertices => _vertices.AsSpan(0, _vertexCount);

    public ReadOnlySpan<uint> Indices => _indices.AsSpan(0, _indexCount);

    public ReadOnlySpan<ObjectRecord> Objects => _objects.AsSpan(0, _objectCount);

    public ReadOnlySpan<ImageRecord> Images => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_images);

    /// <param name="firstImage">The layer of the first scene to come.</param>
    public void Clear(int firstImage)
    {
        _firstImage = firstImage;
        _images.Clear();
        (_vertexCount, _indexCount, _objectCount) = (0, 0, 0);
    }

    /// <summary>Adds what the scene's camera would draw, as the next image.</summary>
    public void Add(Scene scene)
    {
        var image = (uint)(_firstImage + _images.Count);
        foreach (var root in scene.Roots)
            Add(root, image, Matrix4x4.Identity, 0);
        var clip = scene.Camera.Snapshot(64, 64).WorldToClip;
        _images.Add(new ImageRecord
        {
            ClipX = new(clip.M11, clip.M21, clip.M31, clip.M41),
            ClipY = new(clip.M12, clip.M22, clip.M32, clip.M42),
            ClipZ = new(clip.M13, clip.M23, clip.M33, clip.M43),
            ClipW = new(clip.M14, clip.M24, clip.M34, clip.M44),
            Key = new(-scene.KeyLight.Forward, scene.KeyLight.Intensity),
            Fill = new(-scene.FillLight.Forward, scene.FillLight.Intensity),
            Ambient = new(scene.SkyAmbient, scene.GroundAmbient, 0, 0),
            Eye = new(scene.Camera.Transform.Position, 1),
            Development = scene.Development,
        });
    }

    private void Add(GameObject thing, uint image, in Matrix4x4 parent, ushort instanceAbove)
    {
        if (!thing.Active)
            return;
        var world = thing.Transform.LocalToParent * parent;
        var instance = thing.GetComponent<Labeling>() is null ? instanceAbove : (ushort)1;
        if (thing.GetComponent<MeshRenderer>() is { } renderer && renderer.Mesh.IndexCount > 0)
            Add(renderer, image, world, instance);
        foreach (var child in thing.Transform.Children)
            Add(child.GameObject, image, world, instance);
    }

    private void Add(MeshRenderer renderer, uint image, in Matrix4x4 world, ushort instance)
    {
        var mesh = renderer.Mesh;
        Grow(ref _vertices, _vertexCount + mesh.VertexCount);
        Grow(ref _indices, _indexCount + mesh.IndexCount);
        Grow(ref _objects, _objectCount + 1);
        var vertices = _vertices.AsSpan(_vertexCount, mesh.VertexCount);
        mesh.Vertices.CopyTo(vertices);
        foreach (ref var vertex in vertices)
            vertex.Object = (uint)_objectCount;
        var indices = _indices.AsSpan(_indexCount, mesh.IndexCount);
        var from = mesh.Indices;
        for (var i = 0; i < from.Length; i++)
            indices[i] = (uint)(_vertexCount + from[i]);
        _objects[_objectCount] = new ObjectRecord
        {
            WorldX = new(world.M11, world.M21, world.M31, world.M41),
            WorldY = new(world.M12, world.M22, world.M32, world.M42),
            WorldZ = new(world.M13, world.M23, world.M33, world.M43),
            Material = (renderer.Material as ClothMaterial)?.Surface ?? default,
            Image = image,
            Instance = instance,
        };
        _vertexCount += mesh.VertexCount;
        _indexCount += mesh.IndexCount;
        _objectCount++;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (length > array.Length)
            Array.Resize(ref array, Math.Max(length, array.Length * 2));
    }
}
