using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>Pictures at the output's size, image under image, so that one read gives <c>[N, H, W]</c>. It lives on the context's thread.</summary>
internal sealed unsafe class TallTarget : IDisposable
{
    private readonly GL _gl;
    private readonly uint _framebuffer;
    private readonly uint _width;
    private readonly uint _height;

    public TallTarget(GlContext context, int width, int height, bool withIds)
    {
        _gl = context.Gl;
        (_width, _height) = ((uint)width, (uint)height);
        _gl.CreateFramebuffers(1, out _framebuffer);
        Grey = Create(SizedInternalFormat.R8, FramebufferAttachment.ColorAttachment0);
        if (withIds)
            Instance = Create(SizedInternalFormat.R16ui, FramebufferAttachment.ColorAttachment1);
        var buffers = stackalloc GLEnum[] { GLEnum.ColorAttachment0, GLEnum.ColorAttachment1 };
        _gl.NamedFramebufferDrawBuffers(_framebuffer, withIds ? 2u : 1u, (ColorBuffer*)buffers);
        Framebuffers.Check(_gl, _framebuffer);
        context.Check("making an output target");
    }

    public uint Grey { get; }

    public uint Instance { get; }

    /// <summary>Draws one triangle over the first rows with the program in use.</summary>
    public void Draw(int rows)
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, _width, (uint)rows);
        _gl.DrawArrays(PrimitiveType.Triangles, 0, 3);
    }

    /// <summary>Starts a read of the first rows into the bound pixel pack buffer.</summary>
    public void Read(ReadBufferMode attachment, int rows, PixelFormat format, PixelType type, nint offset)
    {
        _gl.BindFramebuffer(FramebufferTarget.ReadFramebuffer, _framebuffer);
        _gl.ReadBuffer(attachment);
        _gl.ReadPixels(0, 0, _width, (uint)rows, format, type, (void*)offset);
    }

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        _gl.DeleteTexture(Grey);
        if (Instance != 0)
            _gl.DeleteTexture(Instance);
    }

    private uint Create(SizedInternalFormat format, FramebufferAttachment attachment)
    {
        _gl.CreateTextures(TextureTarget.Texture2D, 1, out uint texture);
        _gl.TextureStorage2D(texture, 1, format, _width, _height);
        _gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Nearest);
        _gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Nearest);
        _gl.NamedFramebufferTexture(_framebuffer, attachment, texture, 0);
        return texture;
    }
}
