using FewLabels.Sim.Renderer.Engine;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>The mirror images of the panoramas that scenes use, as layers of one array. It lives on the context's thread.</summary>
internal sealed unsafe class PanoramaPool : IDisposable
{
    private readonly GlContext _context;
    private readonly List<Panorama> _panoramas = [];
    private readonly List<long> _used = [];
    private int _capacity;
    private long _batch;

    public PanoramaPool(GlContext context)
    {
        _context = context;
        Resize(1);
    }

    public uint Handle { get; private set; }

    public void NextBatch() => _batch++;

    /// <summary>The panorama's layer, until the next batch.</summary>
    public int Use(Panorama panorama)
    {
        var layer = _panoramas.IndexOf(panorama);
        if (layer < 0)
        {
            layer = FreeLayer(panorama);
            Upload(panorama, layer);
        }
        _used[layer] = _batch;
        return layer;
    }

    public void Dispose() => _context.Gl.DeleteTexture(Handle);

    private int FreeLayer(Panorama panorama)
    {
        if (_panoramas.Count == _capacity)
        {
            var oldest = _used.IndexOf(_used.Min());
            if (_capacity >= 32 && _used[oldest] < _batch)
            {
                _panoramas[oldest] = panorama;
                return oldest;
            }
            Resize(_capacity * 2);
            for (var i = 0; i < _panoramas.Count; i++)
                Upload(_panoramas[i], i);
        }
        _panoramas.Add(panorama);
        _used.Add(_batch);
        return _panoramas.Count - 1;
    }

    private void Resize(int capacity)
    {
        var gl = _context.Gl;
        if (_capacity > 0)
            gl.DeleteTexture(Handle);
        gl.CreateTextures(TextureTarget.Texture2DArray, 1, out uint texture);
        gl.TextureStorage3D(texture, Panorama.Levels, SizedInternalFormat.Rgba16f, Panorama.Width, Panorama.Width / 2, (uint)capacity);
        gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.LinearMipmapLinear);
        gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        gl.TextureParameter(texture, TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        (Handle, _capacity) = (texture, capacity);
        _context.Check("making the panoramas' array");
    }

    private void Upload(Panorama panorama, int layer)
    {
        for (var level = 0; level < Panorama.Levels; level++)
        {
            fixed (Half* data = panorama.Mirror[level])
            {
                _context.Gl.TextureSubImage3D(
                    Handle, level, 0, 0, layer, (uint)(Panorama.Width >> level), (uint)(Panorama.Width / 2 >> level), 1, PixelFormat.Rgba, PixelType.HalfFloat, data);
            }
        }
    }
}
