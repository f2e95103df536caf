using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Draws batches of scenes: a draw call for each builder's slice into layers, two small passes to the output's size, one read back. Two batches may be
/// under way (slots 0 and 1). It lives on the thread that made it.
/// </summary>
internal sealed unsafe class SceneDevice : IDisposable
{
    private readonly GlContext _context;
    private readonly GL _gl;
    private readonly int _size;
    private readonly int _samples;
    private readonly ShaderProgram _labelledProgram;
    private readonly ShaderProgram _bareProgram;
    private readonly ShaderProgram _developProgram;
    private readonly ShaderProgram _finishProgram;
    private readonly LayerTarget _layers;
    private readonly TallTarget _developed;
    private readonly TallTarget _finished;
    private readonly NoiseTexture _noise;
    private readonly uint _vertexArray;
    private readonly GrowingBuffer _vertices;
    private readonly GrowingBuffer _indices;
    private readonly GrowingBuffer _objects;
    private readonly GrowingBuffer _images;
    private readonly uint[] _packs = new uint[2];
    private readonly nint[] _fences = new nint[2];
    private readonly List<Call> _calls = [];

    public SceneDevice(GlContext context, int size, int samples, int batch)
    {
        (_context, _gl, _size, _samples) = (context, context.Gl, size, samples);
        _labelledProgram = new(_gl, "scene.vertex.glsl", "scene.fragment.glsl", "LABELS");
        _bareProgram = new(_gl, "scene.vertex.glsl", "scene.fragment.glsl");
        _developProgram = new(_gl, "frame.vertex.glsl", "develop.fragment.glsl");
        _finishProgram = new(_gl, "frame.vertex.glsl", "finish.fragment.glsl");
        _developProgram.Set("size", size);
        _developProgram.Set("samples", samples);
        _finishProgram.Set("size", size);
        _layers = new(context, size * samples, batch);
        _developed = new(context, size, size * batch, withIds: true);
        _finished = new(context, size, size * batch, withIds: false);
        _noise = new(context);
        _vertices = new(_gl);
        _indices = new(_gl);
        _objects = new(_gl);
        _images = new(_gl);
        _vertexArray = CreateVertexArray();
        _gl.CreateBuffers(2, _packs);
        foreach (var pack in _packs)
            _gl.NamedBufferStorage(pack, (nuint)(size * size * batch * 3), null, BufferStorageMask.MapReadBit);
        _gl.PixelStore(PixelStoreParameter.PackAlignment, 1);
        _gl.DepthFunc(DepthFunction.Lequal);
        context.Check("making the device");
    }

    /// <summary>Copies the slices of a batch to the device; draws use them until the next upload.</summary>
    public void Upload(ReadOnlySpan<SceneSlice> slices)
    {
        int vertices = 0, indices = 0, objects = 0, images = 0;
        foreach (var slice in slices)
        {
            vertices += slice.Vertices.Length;
            indices += slice.Indices.Length;
            objects += slice.Objects.Length;
            images += slice.Images.Length;
        }
        _gl.VertexArrayVertexBuffer(_vertexArray, 0, _vertices.Reset(vertices * sizeof(Engine.Vertex)), 0, (uint)sizeof(Engine.Vertex));
        _gl.VertexArrayElementBuffer(_vertexArray, _indices.Reset(indices * sizeof(uint)));
        _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, 0, _objects.Reset(objects * sizeof(ObjectRecord)));
        _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, 1, _images.Reset(images * sizeof(ImageRecord)));
        _calls.Clear();
        foreach (var slice in slices)
        {
            _images.Append(slice.Images);
            _calls.Add(new(
                _indices.Append(slice.Indices), slice.Indices.Length, _vertices.Append(slice.Vertices), _objects.Append(slice.Objects)));
        }
    }

    /// <summary>Draws what was uploaded, with ids or the bare colour only; waits for nothing.</summary>
    public void Draw(bool withIds)
    {
        _layers.BindCleared(withIds);
        var program = withIds ? _labelledProgram : _bareProgram;
        program.Use();
        _gl.BindTextureUnit(0, _noise.Handle);
        _gl.BindVertexArray(_vertexArray);
        _gl.Enable(EnableCap.DepthTest);
        foreach (var call in _calls)
        {
            program.Set("firstObject", call.FirstObject);
            _gl.DrawElementsBaseVertex(
                PrimitiveType.Triangles, (uint)call.IndexCount, DrawElementsType.UnsignedInt,
                (void*)((nint)call.FirstIndex * sizeof(uint)), call.FirstVertex);
        }
        _gl.Disable(EnableCap.DepthTest);
    }

    public void Finish() => _gl.Finish();

    /// <summary>Develops the drawn layers and starts to read them back into a slot.</summary>
    public void StartReadback(int slot, int count)
    {
        var rows = _size * count;
        _developProgram.Use();
        _gl.BindTextureUnit(0, _layers.Color);
        _gl.BindTextureUnit(1, _layers.Instance);
        _developed.Draw(rows);
        _finishProgram.Use();
        _gl.BindTextureUnit(0, _developed.Grey);
        _gl.BindTextureUnit(1, _developed.Instance);
        _finished.Draw(rows);
        _gl.BindBuffer(BufferTargetARB.PixelPackBuffer, _packs[slot]);
        _finished.Read(ReadBufferMode.ColorAttachment0, rows, PixelFormat.Red, PixelType.UnsignedByte, 0);
        _developed.Read(ReadBufferMode.ColorAttachment1, rows, PixelFormat.RedInteger, PixelType.UnsignedShort, _size * rows);
        _gl.BindBuffer(BufferTargetARB.PixelPackBuffer, 0);
        _fences[slot] = _gl.FenceSync(SyncCondition.SyncGpuCommandsComplete, SyncBehaviorFlags.None);
        _gl.Flush();
        _context.Check("drawing a batch");
    }

    /// <summary>Waits for a slot's read and copies it out: grey <c>[N, H, W]</c> and instance ids <c>[N, H, W]</c>.</summary>
    /// <exception cref="InvalidOperationException">The device did not finish within a minute, or lost the buffer.</exception>
    public void FinishReadback(int slot, Span<byte> grey, Span<ushort> instances)
    {
        var status = _gl.ClientWaitSync(_fences[slot], SyncObjectMask.Bit, 60_000_000_000);
        _gl.DeleteSync(_fences[slot]);
        _fences[slot] = 0;
        if (status is GLEnum.TimeoutExpired or GLEnum.WaitFailed)
            throw new InvalidOperationException($"{_context.DeviceName} did not finish a batch: {status}.");
        var length = grey.Length * 3;
        var mapped = (byte*)_gl.MapNamedBufferRange(_packs[slot], 0, (nuint)length, MapBufferAccessMask.ReadBit);
        if (mapped == null)
            throw new InvalidOperationException($"{_context.DeviceName} does not give back a batch: {_gl.GetError()}.");
        new ReadOnlySpan<byte>(mapped, grey.Length).CopyTo(grey);
        new ReadOnlySpan<ushort>(mapped + grey.Length, instances.Length).CopyTo(instances);
        _gl.UnmapNamedBuffer(_packs[slot]);
    }

    public void Dispose()
    {
        foreach (var fence in _fences)
        {
            if (fence != 0)
                _gl.DeleteSync(fence);
        }
        _gl.DeleteBuffers(_packs);
        _gl.DeleteVertexArray(_vertexArray);
        foreach (var owned in new IDisposable[]
            { _vertices, _indices, _objects, _images, _noise, _layers, _developed, _finished, _labelledProgram, _bareProgram, _developProgram, _finishProgram })
            owned.Dispose();
    }

    private uint CreateVertexArray()
    {
        _gl.CreateVertexArrays(1, out uint array);
        for (var attribute = 0u; attribute < 4; attribute++)
        {
            _gl.EnableVertexArrayAttrib(array, attribute);
            _gl.VertexArrayAttribBinding(array, attribute, 0);
        }
        _gl.VertexArrayAttribFormat(array, 0, 3, VertexAttribType.Float, false, 0);
        _gl.VertexArrayAttribFormat(array, 1, 4, VertexAttribType.Byte, true, 12);
        _gl.VertexArrayAttribFormat(array, 2, 2, VertexAttribType.Float, false, 16);
        _gl.VertexArrayAttribIFormat(array, 3, 1, VertexAttribIType.UnsignedInt, 24);
        return array;
    }

    private readonly record struct Call(int FirstIndex, int IndexCount, int FirstVertex, int FirstObject);
}
