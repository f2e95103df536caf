using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Pixels, image under image, in planes that can be read straight into arrays: red, green, blue, coverage, drawn object, and
/// surface where labels ask for it. It lives on the context's thread.
/// </summary>
internal sealed unsafe class OutputTarget : IDisposable
{
    private const int Planes = 4;

    private readonly GL _gl;
    private readonly uint _framebuffer;
    private readonly uint[] _textures;
    private readonly int _width;

    public OutputTarget(GlContext context, int width, int rows, bool geometry)
    {
        _gl = context.Gl;
        _width = width;
        _gl.CreateFramebuffers(1, out _framebuffer);
        var formats = new List<SizedInternalFormat>(Enumerable.Repeat(SizedInternalFormat.R32f, Planes)) { SizedInternalFormat.R16ui };
        if (geometry)
            formats.Add(SizedInternalFormat.Rgba32f);
        _textures = new uint[formats.Count];
        var buffers = stackalloc GLEnum[formats.Count];
        for (var i = 0; i < formats.Count; i++)
        {
            _gl.CreateTextures(TextureTarget.Texture2D, 1, out _textures[i]);
            _gl.TextureStorage2D(_textures[i], 1, formats[i], (uint)width, (uint)rows);
            _gl.NamedFramebufferTexture(_framebuffer, FramebufferAttachment.ColorAttachment0 + i, _textures[i], 0);
            buffers[i] = GLEnum.ColorAttachment0 + i;
        }
        _gl.NamedFramebufferDrawBuffers(_framebuffer, (uint)formats.Count, (ColorBuffer*)buffers);
        Framebuffers.Check(_gl, _framebuffer);
        context.Check("making the output's target");
    }

    public void Bind() => _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);

    /// <summary>Reads the first rows of plane 0 to 3: red, green, blue, coverage.</summary>
    public void ReadPlane(int plane, int rows, Span<float> values) => Read(plane, rows, PixelFormat.Red, PixelType.Float, values);

    public void ReadObjects(int rows, Span<ushort> values) => Read(Planes, rows, PixelFormat.RedInteger, PixelType.UnsignedShort, values);

    /// <summary>Normals and planar depth, four numbers a pixel.</summary>
    public void ReadSurface(int rows, Span<float> values) => Read(Planes + 1, rows, PixelFormat.Rgba, PixelType.Float, values);

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        foreach (var texture in _textures)
            _gl.DeleteTexture(texture);
    }

    private void Read<T>(int attachment, int rows, PixelFormat format, PixelType type, Span<T> values)
        where T : unmanaged
    {
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _framebuffer);
        _gl.ReadBuffer(ReadBufferMode.ColorAttachment0 + attachment);
        fixed (T* data = values)
            _gl.ReadPixels(0, 0, (uint)_width, (uint)rows, format, type, data);
    }
}
