using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Frames;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Draws batches of scenes: shadow maps, then every image into a layer of its own, then each image's samples to its pixels, which are read
/// back in planes. It lives on the thread that made it.
/// </summary>
internal sealed unsafe class SceneDevice : IDisposable
{
    private readonly GlContext _context;
    private readonly GL _gl;
    private readonly DeviceShape _shape;
    private readonly Dictionary<ShaderKey, ShaderProgram> _programs = [];
    private readonly Dictionary<(ResolveKey, SampleTargetKind), ShaderProgram> _resolves = [];
    private readonly Dictionary<bool, ShaderProgram> _shadowPrograms = [];
    private readonly Dictionary<bool, ShaderProgram> _coverPrograms = [];
    private readonly Dictionary<SampleTargetKind, SampleTarget> _targets = [];
    private readonly Dictionary<bool, OutputTarget> _outputs = [];
    private readonly ShadowTarget _shadows;
    private readonly NoiseTexture _noise;
    private readonly SolidNoise _solid;
    private readonly MeshPool _meshes;
    private readonly CoverTarget _covers;
    private readonly uint _ownArray;
    private readonly GrowingBuffer _vertices, _indices, _images, _objects, _materials;
    private byte[] _staging = new byte[1 << 16];
    private SampleTargetKind _kind;

    public SceneDevice(GlContext context, DeviceShape shape)
    {
        (_context, _gl, _shape) = (context, context.Gl, shape);
        // Twice the image's size: a texture that fills the frame is never short of texels.
        Textures = new(context, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2 * Math.Max(shape.Width, shape.Height), 64, 1024)));
        Panoramas = new(context);
        var shadowSide = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(3 * Math.Max(shape.Width, shape.Height) / 2, 64, 2048));
        _shadows = new(context, shadowSide);
        _noise = new(context);
        _solid = new(context);
        _meshes = new(_gl);
        _covers = new(context, 3 * shape.Width, 3 * shape.Height);
        (_vertices, _indices, _images, _objects, _materials) = (new(_gl), new(_gl), new(_gl), new(_gl), new(_gl));
        _ownArray = VertexLayout.Create(_gl);
        Batch = new(shape.Width, shape.Height, shadowSide, Textures, Panoramas);
        _gl.PixelStore(PixelStoreParameter.PackAlignment, 1);
        _gl.DepthFunc(DepthFunction.Lequal);
        // Our y runs down the image, so that what is clockwise to the camera is counter-clockwise to GL; depth in [0, 1] keeps precision.
        _gl.ClipControl(ClipControlOrigin.LowerLeft, ClipControlDepth.ZeroToOne);
        _gl.CullFace(TriangleFace.Back);
        context.Check("making the device");
    }

    /// <summary>Where scenes are gathered for the next draw.</summary>
    public SceneBatch Batch { get; }

    private TexturePool Textures { get; }

    private PanoramaPool Panoramas { get; }

    /// <summary>Forgets the last batch's scenes.</summary>
    public void Begin()
    {
        Batch.Clear();
        Textures.NextBatch();
        Panoramas.NextBatch();
        _meshes.NextBatch();
    }

    /// <summary>Copies the batch's records and meshes to the device; draws use them until the next upload.</summary>
    public void Upload(bool geometry)
    {
        _kind = new(_shape.Side, _shape.Multisampled, geometry, Batch.MostObjects >= SampleTarget.MostObjectsInHalf);
        Write(_images, Batch.Images, ImageStride);
        Write(_objects, Batch.Objects, ObjectStride);
        _materials.Reset(Math.Max(Batch.Materials.Bytes.Length, MaterialRecords.Stride));
        _materials.Append(Batch.Materials.Bytes);
        _gl.VertexArrayVertexBuffer(_ownArray, 0, _vertices.Reset(Batch.Vertices.Length * sizeof(Engine.Vertex)), 0, (uint)sizeof(Engine.Vertex));
        _vertices.Append(Batch.Vertices);
        _gl.VertexArrayElementBuffer(_ownArray, _indices.Reset(Batch.Indices.Length * sizeof(ushort)));
        _indices.Append(Batch.Indices);
        foreach (ref readonly var draw in Batch.Draws)
        {
            if (draw.Shared is { } mesh)
                _meshes.Use(mesh);
        }
        _meshes.Bind();
    }

    /// <summary>Draws shadows and all images' samples; waits for nothing.</summary>
    public void Draw()
    {
        _gl.Enable(EnableCap.DepthTest);
        _gl.Enable(EnableCap.CullFace);
        // Before the shadows: what is cut out by a picture throws a shadow with the same holes.
        _gl.BindTextureUnit(0, Textures.Handle);
        if (Batch.ShadowLayers > 0)
            DrawShadows();
        if (!_targets.TryGetValue(_kind, out var target))
            _targets.Add(_kind, target = new(_context, _shape.Width, _shape.Height, _shape.Batch, _kind));
        target.BindCleared();
        _gl.BindTextureUnit(1, _solid.Handle);
        _gl.BindTextureUnit(2, Panoramas.Handle);
        _gl.BindTextureUnit(3, _shadows.Texture);
        _gl.BindTextureUnit(4, _noise.Handle);
        var images = Batch.DrawsByImage;
        for (var i = 0; i < images.Length; i++)
        {
            BindImage(i);
            foreach (ref readonly var draw in Batch.Draws.Slice(images[i].First, images[i].Count))
            {
                if (draw.Visible)
                    Draw(draw, Program(draw.Key with { Geometry = _kind.Geometry }), bindMaterial: true);
            }
        }
        _gl.Disable(EnableCap.CullFace);
        _gl.Disable(EnableCap.DepthTest);
    }

    /// <summary>Turns all images' samples into pixels.</summary>
    public void Resolve()
    {
        var output = Output();
        output.Bind();
        var target = _targets[_kind];
        _gl.BindTextureUnit(5, target.Color);
        _gl.BindTextureUnit(6, target.Depth);
        _gl.BindTextureUnit(7, target.Surface);
        // GL draws nothing without some vertex array, and scenes without objects have bound none.
        _gl.BindVertexArray(_ownArray);
        var images = Batch.DrawsByImage;
        for (var i = 0; i < images.Length; i++)
        {
            BindImage(i);
            ResolveProgram(images[i].Resolve).Use();
            _gl.Viewport(0, i * _shape.Height, (uint)_shape.Width, (uint)_shape.Height);
            _gl.DrawArrays(PrimitiveType.Triangles, 0, 3);
        }
        _context.Check("drawing a batch");
    }

    /// <summary>Draws the silhouettes of labelled objects and reads them: the covers' words, one after the other.</summary>
    public void ReadCovers(Span<uint> words)
    {
        if (words.IsEmpty)
            return;
        _covers.Begin(Batch.Covers, words.Length);
        _gl.BindTextureUnit(0, Textures.Handle);
        var images = Batch.DrawsByImage;
        for (var i = 0; i < images.Length; i++)
        {
            BindImage(i);
            foreach (ref readonly var draw in Batch.Draws.Slice(images[i].First, images[i].Count))
            {
                if (draw.Covers)
                    Draw(draw, Cutting(_coverPrograms, draw.CutOut, "scene.vertex.glsl", "cover.fragment.glsl", "COVER"), bindMaterial: draw.CutOut);
            }
        }
        _covers.Read(words);
        _context.Check("drawing silhouettes");
    }

    public void ReadPlane(int plane, Span<float> values) => Output().ReadPlane(plane, Rows, values);

    public void ReadObjects(Span<ushort> values) => Output().ReadObjects(Rows, values);

    public void ReadSurface(Span<float> values) => Output().ReadSurface(Rows, values);

    public void Finish() => _gl.Finish();

    public void Dispose()
    {
        _gl.DeleteVertexArray(_ownArray);
        IEnumerable<IDisposable> owned =
        [
            Textures, Panoramas, _shadows, _noise, _solid, _meshes, _covers, _vertices, _indices, _images, _objects, _materials,
            .. _programs.Values, .. _resolves.Values, .. _shadowPrograms.Values, .. _coverPrograms.Values, .. _targets.Values, .. _outputs.Values,
        ];
        foreach (var thing in owned)
            thing.Dispose();
    }

    // 256 bytes are what any driver takes as a uniform block's offset.
    private static int ImageStride => (sizeof(ImageRecord) + 255) / 256 * 256;

    private static int ObjectStride => (sizeof(ObjectRecord) + 255) / 256 * 256;

    private int Rows => Batch.Count * _shape.Height;

    private OutputTarget Output()
    {
        if (!_outputs.TryGetValue(_kind.Geometry, out var output))
            _outputs.Add(_kind.Geometry, output = new(_context, _shape.Width, _shape.Height * _shape.Batch, _kind.Geometry));
        return output;
    }

    private void DrawShadows()
    {
        _shadows.BindCleared(Batch.ShadowLayers);
        // Depth beyond the ends is held there: what stands between the light and the map's near end still throws its shadow.
        _gl.Enable(EnableCap.DepthClamp);
        var images = Batch.DrawsByImage;
        for (var i = 0; i < images.Length; i++)
        {
            if (images[i].ShadowViews == 0)
                continue;
            BindImage(i);
            for (var view = 0; view < images[i].ShadowViews; view++)
            {
                foreach (ref readonly var draw in Batch.Draws.Slice(images[i].First, images[i].Count))
                {
                    if (!draw.Casts)
                        continue;
                    var program = Cutting(_shadowPrograms, draw.CutOut, "shadow.vertex.glsl", "shadow.fragment.glsl");
                    program.Set("view", view);
                    // Shadow maps are not turned upside down.
                    Draw(draw with { Mirrored = !draw.Mirrored }, program, bindMaterial: draw.CutOut);
                }
            }
        }
        _gl.Disable(EnableCap.DepthClamp);
    }

    private void Draw(in DrawItem draw, ShaderProgram program, bool bindMaterial)
    {
        program.Use();
        _gl.BindBufferRange(BufferTargetARB.UniformBuffer, 1, _objects.Handle, draw.Object * ObjectStride, (nuint)sizeof(ObjectRecord));
        if (bindMaterial)
            _gl.BindBufferRange(BufferTargetARB.UniformBuffer, 2, _materials.Handle, draw.Material * MaterialRecords.Stride, MaterialRecords.Stride);
        if (draw.DoubleSided)
            _gl.Disable(EnableCap.CullFace);
        else
            _gl.Enable(EnableCap.CullFace);
        _gl.FrontFace(draw.Mirrored ? FrontFaceDirection.CW : FrontFaceDirection.Ccw);
        var place = draw.Own;
        if (draw.Shared is { } mesh)
        {
            _gl.BindVertexArray(_meshes.VertexArray);
            place = _meshes.Use(mesh);
        }
        else
        {
            _gl.BindVertexArray(_ownArray);
        }
        _gl.DrawElementsBaseVertex(
            PrimitiveType.Triangles, (uint)place.IndexCount, DrawElementsType.UnsignedShort, (void*)((nint)place.FirstIndex * sizeof(ushort)), place.BaseVertex);
    }

    private void BindImage(int image) =>
        _gl.BindBufferRange(BufferTargetARB.UniformBuffer, 0, _images.Handle, image * ImageStride, (nuint)sizeof(ImageRecord));

    private void Write<T>(GrowingBuffer buffer, ReadOnlySpan<T> records, int stride)
        where T : unmanaged
    {
        var length = records.Length * stride;
        if (length > _staging.Length)
            _staging = new byte[length * 2];
        for (var i = 0; i < records.Length; i++)
            MemoryMarshal.Write(_staging.AsSpan(i * stride), records[i]);
        buffer.Reset(Math.Max(length, stride));
        buffer.Append<byte>(_staging.AsSpan(0, length));
    }

    private ShaderProgram Program(ShaderKey key)
    {
        if (!_programs.TryGetValue(key, out var program))
        {
            string[] files = key.Cloth
                ? ["environment.glsl", "lighting.glsl", "cloth.fragment.glsl"]
                : key.Pattern > 0
                    ? ["environment.glsl", "lighting.glsl", "patterns.glsl", "standard.fragment.glsl"]
                    : ["environment.glsl", "lighting.glsl", "standard.fragment.glsl"];
            _programs.Add(key, program = new(_gl, "scene.vertex.glsl", files, [Centroid, Samples, .. key.Defines()]));
        }
        return program;
    }

    private ShaderProgram ResolveProgram(ResolveKey key)
    {
        if (!_resolves.TryGetValue((key, _kind), out var program))
        {
            List<string> defines =
            [
                $"BACKGROUND {key.Background}", $"BOXES {key.Boxes}", $"SIDE {_kind.Side}", $"FRAME ivec2({_shape.Width}, {_shape.Height})",
                .. _kind is { Side: 1, Multisampled: true } ? (string[])["MULTISAMPLE"] : [],
                .. key.Panorama ? (string[])["PANORAMA"] : [],
                .. key.Occlusion ? (string[])["OCCLUSION"] : [],
                .. key.Encoded ? (string[])["ENCODED"] : [],
                .. _kind.Geometry ? (string[])["GEOMETRY"] : [],
            ];
            _resolves.Add((key, _kind), program = new(_gl, "resolve.vertex.glsl", ["environment.glsl", "resolve.fragment.glsl"], defines));
        }
        return program;
    }

    private ShaderProgram Cutting(Dictionary<bool, ShaderProgram> programs, bool cutOut, string vertex, string fragment, string? define = null)
    {
        if (!programs.TryGetValue(cutOut, out var program))
        {
            IEnumerable<string> defines = ["CENTROID", .. cutOut ? (string[])["ALBEDO_MAP"] : [], .. define is null ? (string[])[] : [define]];
            programs.Add(cutOut, program = new(_gl, vertex, [fragment], defines));
        }
        return program;
    }

    // A pixel that is covered in part is shaded at a covered place.
    private string Centroid => _kind is { Side: 1, Multisampled: true } ? "CENTROID centroid" : "CENTROID";

    private string Samples => _kind is { Side: 1, Multisampled: true } ? "SAMPLES 4" : "SAMPLES 1";
}

/// <summary>What a device draws.</summary>
/// <param name="Side">Samples a side of a pixel, each shaded.</param>
/// <param name="Multisampled">Four samples a pixel that share their shading; where <paramref name="Side"/> is 1.</param>
/// <param name="Batch">The most images at once.</param>
internal readonly record struct DeviceShape(int Width, int Height, int Side, bool Multisampled, int Batch);
