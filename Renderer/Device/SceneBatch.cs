using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Scenes of a batch, gathered into the records and buffers that draws read. A scene may be used again once it was added. It is used on
/// the device's thread, since textures are uploaded as they are met.
/// </summary>
internal sealed class SceneBatch
{
    // As many as FrameOptions.Supersampling allows.
    private const int MostTaps = 8;

    private readonly List<ImageRecord> _images = [];
    private readonly List<ObjectRecord> _objects = [];
    private readonly List<CoverRecord> _covers = [];
    private readonly List<DrawItem> _draws = [];
    private readonly List<ImageDraws> _drawsByImage = [];
    private readonly List<Renderable> _renderables = [];
    private readonly MaterialRecords _materials;
    private readonly LightRecorder _lights;
    private readonly BackgroundRecorder _backgrounds;
    private readonly int _width;
    private readonly int _height;
    private Vertex[] _vertices = new Vertex[1 << 14];
    private ushort[] _indices = new ushort[1 << 15];
    private int _vertexCount;
    private int _indexCount;

    public SceneBatch(int width, int height, int shadowSide, TexturePool textures, PanoramaPool panoramas)
    {
        (_width, _height) = (width, height);
        _lights = new(shadowSide);
        _materials = new(textures);
        _backgrounds = new(textures, panoramas);
    }

    public ReadOnlySpan<ImageRecord> Images => CollectionsMarshal.AsSpan(_images);

    public ReadOnlySpan<ObjectRecord> Objects => CollectionsMarshal.AsSpan(_objects);

    public ReadOnlySpan<CoverRecord> Covers => CollectionsMarshal.AsSpan(_covers);

    public ReadOnlySpan<DrawItem> Draws => CollectionsMarshal.AsSpan(_draws);

    public ReadOnlySpan<ImageDraws> DrawsByImage => CollectionsMarshal.AsSpan(_drawsByImage);

    public MaterialRecords Materials => _materials;

    /// <summary>Vertices of meshes that belong to one image.</summary>
    public ReadOnlySpan<Vertex> Vertices => _vertices.AsSpan(0, _vertexCount);

    public ReadOnlySpan<ushort> Indices => _indices.AsSpan(0, _indexCount);

    /// <summary>Layers of the shadow target that the batch needs.</summary>
    public int ShadowLayers { get; private set; }

    /// <summary>32-bit words of all silhouettes.</summary>
    public int CoverWords { get; private set; }

    /// <summary>The most objects of one image.</summary>
    public int MostObjects { get; private set; }

    public int Count => _images.Count;

    public int FirstCover(int image) => _drawsByImage[image].FirstCover;

    public int CoverCount(int image) => _drawsByImage[image].CoverCount;

    public void Clear()
    {
        _images.Clear();
        _objects.Clear();
        _covers.Clear();
        _draws.Clear();
        _drawsByImage.Clear();
        _materials.Clear();
        (_vertexCount, _indexCount, ShadowLayers, CoverWords, MostObjects) = (0, 0, 0, 0, 0);
    }

    /// <summary>Adds what the scene's camera sees now, as the next image.</summary>
    /// <param name="coverage">Silhouettes are asked for.</param>
    /// <exception cref="InvalidOperationException">More objects are drawn than a 16-bit buffer can tell apart.</exception>
    public SceneSnapshot Add(Scene scene, int step, float time, bool coverage)
    {
        var camera = scene.Camera.Snapshot(_width, _height);
        var collector = new SceneCollector(camera, _renderables);
        collector.Collect(scene.Roots);
        if (_renderables.Count > ushort.MaxValue)
            throw new InvalidOperationException($"The scene draws {_renderables.Count:N0} objects; an image holds {ushort.MaxValue:N0}. Join small ones into one mesh.");
        var snapshot = collector.Snapshot(step, time);
        var image = RecordImage(scene, camera, out var key);
        MostObjects = Math.Max(MostObjects, _renderables.Count);

        var (firstDraw, firstCover) = (_draws.Count, _covers.Count);
        if (coverage)
            RecordCovers(snapshot);
        var clip = camera.WorldToClip;
        for (var i = 0; i < _renderables.Count; i++)
            RecordDraw(_renderables[i], i, key, camera, clip, coverage ? firstCover : -1);
        // Near things first: what they hide is then not shaded.
        CollectionsMarshal.AsSpan(_draws)[firstDraw..].Sort((a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Object.CompareTo(b.Object));
        _images.Add(image);
        _drawsByImage.Add(new(firstDraw, _draws.Count - firstDraw, firstCover, _covers.Count - firstCover, _lights.ViewCount, key, BackgroundRecorder.Variant(scene)));
        return snapshot;
    }

    private ImageRecord RecordImage(Scene scene, CameraSnapshot camera, out ShaderKey key)
    {
        var image = new ImageRecord();
        var clip = camera.WorldToClip;
        (image.ClipX, image.ClipY) = (Column(clip, 0), Column(clip, 1));
        (image.ClipZ, image.ClipW) = (Column(clip, 2), Column(clip, 3));
        var view = camera.WorldToCamera;
        var pose = camera.CameraToWorld;
        image.Eye = new(pose.Translation, camera.Orthographic ? 1 : 0);
        (image.Right, image.Up, image.Forward) = (Column(view, 0), Column(view, 1), Column(view, 2));
        image.Intrinsics = new(camera.FocalX, camera.FocalY, camera.CenterX, camera.CenterY);
        image.Clipping = new(camera.Near, camera.Far, _images.Count, _images.Count * _height);
        // A float can't hold the largest whole number: the shader would read "all" as a negative count, and take one sample a pixel.
        image.Taps = new(Math.Min(scene.Subsampling.Taps, MostTaps), scene.Subsampling.X, scene.Subsampling.Y, scene.Subsampling.Encoded ? 1 : 0);
        key = _backgrounds.Record(scene, ref image);
        key = _lights.Record(scene, _renderables, ShadowLayers, key, ref image);
        ShadowLayers += _lights.ViewCount;
        return image;
    }

    private void RecordDraw(in Renderable thing, int index, ShaderKey image, CameraSnapshot camera, in Matrix4x4 clip, int firstCover)
    {
        var (visible, distance, pixels) = Culling.See(thing.Bounds, thing.World, camera, clip);
        var casts = thing.Renderer.CastsShadows && image.Shadows > 0;
        var covered = firstCover >= 0 && thing.Instance > 0;
        if (!visible && !casts && !covered)
            return;
        var world = thing.World;
        Matrix4x4.Invert(world, out var inverse);
        _objects.Add(new()
        {
            WorldX = Column(world, 0),
            WorldY = Column(world, 1),
            WorldZ = Column(world, 2),
            // Columns of the inverse transpose are rows of the inverse.
            NormalX = new(inverse.M11, inverse.M12, inverse.M13, 0),
            NormalY = new(inverse.M21, inverse.M22, inverse.M23, 0),
            NormalZ = new(inverse.M31, inverse.M32, inverse.M33, 0),
            Drawn = (uint)index + 1,
            Cover = covered ? (uint)(firstCover + thing.Instance - 1) : 0,
        });
        var material = thing.Renderer.Material;
        _draws.Add(new DrawItem
        {
            Object = _objects.Count - 1,
            Material = _materials.Add(material, out var key),
            Key = image with
            {
                Cloth = key.Cloth, AlbedoMap = key.AlbedoMap, CutOut = key.CutOut, RoughnessMap = key.RoughnessMap, NormalMap = key.NormalMap, EmissionMap = key.EmissionMap, Pattern = key.Pattern,
            },
            CutOut = material is StandardMaterial { AlphaCutoff: > 0, AlbedoTexture: not null },
            DoubleSided = material?.DoubleSided ?? false,
            Mirrored = world.GetDeterminant() < 0,
            Visible = visible,
            Casts = casts,
            Covers = covered,
            Distance = distance,
            Shared = Place(thing.Renderer, pixels, out var own),
            Own = own,
        });
    }

    /// <summary>A mesh that images share is drawn from the pool; one that belongs to this image is copied.</summary>
    private Mesh? Place(MeshRenderer renderer, float pixels, out MeshPlace own)
    {
        own = default;
        var mesh = renderer.Mesh.LevelFor(pixels);
        if (renderer.Mesh != renderer.Own)
            return mesh;
        Grow(ref _vertices, _vertexCount + mesh.VertexCount);
        Grow(ref _indices, _indexCount + mesh.IndexCount);
        mesh.Vertices.CopyTo(_vertices.AsSpan(_vertexCount));
        mesh.Indices.CopyTo(_indices.AsSpan(_indexCount));
        own = new(_indexCount, mesh.IndexCount, _vertexCount);
        (_vertexCount, _indexCount) = (_vertexCount + mesh.VertexCount, _indexCount + mesh.IndexCount);
        return null;
    }

    private void RecordCovers(SceneSnapshot snapshot)
    {
        foreach (var instance in snapshot.Instances)
        {
            var (left, top, right, bottom) = Culling.Frame(instance.LocalBounds, instance.LocalToWorld, snapshot.Camera);
            var words = (right - left + CoverRecord.PixelsPerWord - 1) / CoverRecord.PixelsPerWord;
            _covers.Add(new() { Left = left, Top = top, Right = right, Bottom = bottom, FirstWord = CoverWords, WordsPerRow = words });
            CoverWords += words * (bottom - top);
        }
    }

    private static Vector4 Column(in Matrix4x4 m, int column) => new(m[0, column], m[1, column], m[2, column], m[3, column]);

    private static void Grow<T>(ref T[] array, int length)
    {
        if (length > array.Length)
            Array.Resize(ref array, Math.Max(length, array.Length * 2));
    }
}

/// <summary>One draw call.</summary>
internal struct DrawItem
{
    public int Object, Material;
    public ShaderKey Key;
    public bool CutOut, DoubleSided, Mirrored, Visible, Casts, Covers;
    public float Distance;

    /// <summary>A mesh of the pool, or null for <see cref="Own"/>.</summary>
    public Mesh? Shared;
    public MeshPlace Own;
}

/// <summary>The draws of one image.</summary>
internal readonly record struct ImageDraws(int First, int Count, int FirstCover, int CoverCount, int ShadowViews, ShaderKey Key, ResolveKey Resolve);

/// <summary>Which variant of the resolve shader an image takes.</summary>
internal readonly record struct ResolveKey(int Background, int Boxes, bool Panorama, bool Occlusion, bool Encoded);
