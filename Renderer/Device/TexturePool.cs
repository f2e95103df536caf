using Silk.NET.OpenGL;
using Texture = FewLabels.Sim.Renderer.Engine.Texture;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// The textures that scenes use, as layers of one array of one size, so that any draw can use any of them. A texture is scaled and uploaded at its
/// first use, and its layer is given to another once no scene of the present batch uses it. It lives on the context's thread.
/// </summary>
internal sealed unsafe class TexturePool : IDisposable
{
    // 64 MiB of texels without their mips: 256 textures of 256², 16 of 1024².
    private const int MostTexels = 16 << 20;

    private readonly GlContext _context;
    private readonly Dictionary<Texture, int> _layers = [];
    private readonly List<(Texture? Texture, long Used)> _slots = [];
    private readonly TextureScaler _scaler;
    private readonly int _side;
    private readonly int _levels;
    private int _capacity;
    private long _batch;

    /// <param name="side">Pixels a side of every layer, a power of two.</param>
    public TexturePool(GlContext context, int side)
    {
        (_context, _side) = (context, side);
        _levels = int.Log2(side) + 1;
        _scaler = new(side);
        Resize(4);
    }

    public uint Handle { get; private set; }

    /// <summary>From here on another batch: layers that it does not use may be given away.</summary>
    public void NextBatch() => _batch++;

    /// <summary>The texture's layer, until the next batch.</summary>
    public int Use(Texture texture)
    {
        if (!_layers.TryGetValue(texture, out var layer))
        {
            layer = FreeLayer();
            _layers.Add(texture, layer);
            Upload(texture, layer);
        }
        _slots[layer] = (texture, _batch);
        return layer;
    }

    public void Dispose() => _context.Gl.DeleteTexture(Handle);

    private int FreeLayer()
    {
        if (_slots.Count < _capacity)
        {
            _slots.Add((null, _batch));
            return _slots.Count - 1;
        }
        if (_capacity * _side * _side >= MostTexels || _capacity >= 64)
        {
            // The longest unused goes first.
            var oldest = 0;
            for (var i = 1; i < _slots.Count; i++)
            {
                if (_slots[i].Used < _slots[oldest].Used)
                    oldest = i;
            }
            if (_slots[oldest].Used < _batch)
            {
                _layers.Remove(_slots[oldest].Texture!);
                return oldest;
            }
        }
        Resize(_capacity * 2);
        return FreeLayer();
    }

    private void Resize(int capacity)
    {
        var gl = _context.Gl;
        gl.CreateTextures(TextureTarget.Texture2DArray, 1, out uint texture);
        gl.TextureStorage3D(texture, (uint)_levels, SizedInternalFormat.Rgba8, (uint)_side, (uint)_side, (uint)capacity);
        gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.LinearMipmapLinear);
        gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        if (_capacity > 0)
        {
            for (var level = 0; level < _levels; level++)
            {
                var side = (uint)(_side >> level);
                gl.CopyImageSubData(Handle, CopyImageSubDataTarget.Texture2DArray, level, 0, 0, 0, texture, CopyImageSubDataTarget.Texture2DArray, level, 0, 0, 0, side, side, (uint)_capacity);
            }
            gl.DeleteTexture(Handle);
        }
        (Handle, _capacity) = (texture, capacity);
        _context.Check("making the textures' array");
    }

    private void Upload(Texture texture, int layer)
    {
        var level = 0;
        foreach (var pixels in _scaler.Scale(texture))
        {
            var side = (uint)(_side >> level);
            fixed (byte* data = pixels)
                _context.Gl.TextureSubImage3D(Handle, level++, 0, 0, layer, side, side, 1, PixelFormat.Rgba, PixelType.UnsignedByte, data);
        }
    }
}
