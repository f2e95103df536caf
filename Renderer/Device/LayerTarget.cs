using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// The supersampled picture of each image of a batch: colour, instance ids and depth, one layer an image, in one framebuffer
/// (and a second framebuffer without the ids). It lives on the context's thread.
/// </summary>
internal sealed unsafe class LayerTarget : IDisposable
{
    private readonly GlContext _context;
    private readonly uint _depth;
    private readonly uint _labelled;
    private readonly uint _bare;

    public LayerTarget(GlContext context, int side, int layers)
    {
        _context = context;
        Side = side;
        Color = CreateLayers(SizedInternalFormat.Rgba8, side, layers);
        Instance = CreateLayers(SizedInternalFormat.R16ui, side, layers);
        _depth = CreateLayers((SizedInternalFormat)GLEnum.DepthComponent16, side, layers);
        _labelled = CreateFramebuffer(withIds: true);
        _bare = CreateFramebuffer(withIds: false);
        context.Check("making the layered target");
    }

    public int Side { get; }

    public uint Color { get; }

    public uint Instance { get; }

    /// <summary>Makes the layers the target and clears them all: white, id 0, far.</summary>
    public void BindCleared(bool withIds)
    {
        var gl = _context.Gl;
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, withIds ? _labelled : _bare);
        gl.Viewport(0, 0, (uint)Side, (uint)Side);
        var white = stackalloc float[] { 1, 1, 1, 1 };
        gl.ClearBuffer(BufferKind.Color, 0, white);
        if (withIds)
        {
            var none = stackalloc uint[] { 0, 0, 0, 0 };
            gl.ClearBuffer(BufferKind.Color, 1, none);
        }
        var far = 1f;
        gl.ClearBuffer(BufferKind.Depth, 0, &far);
    }

    public void Dispose()
    {
        var gl = _context.Gl;
        gl.DeleteFramebuffer(_labelled);
        gl.DeleteFramebuffer(_bare);
        gl.DeleteTexture(Color);
        gl.DeleteTexture(Instance);
        gl.DeleteTexture(_depth);
    }

    private uint CreateLayers(SizedInternalFormat format, int side, int layers)
    {
        var gl = _context.Gl;
        gl.CreateTextures(TextureTarget.Texture2DArray, 1, out uint texture);
        gl.TextureStorage3D(texture, 1, format, (uint)side, (uint)side, (uint)layers);
        gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Nearest);
        gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Nearest);
        return texture;
    }

    private uint CreateFramebuffer(bool withIds)
    {
        var gl = _context.Gl;
        gl.CreateFramebuffers(1, out uint framebuffer);
        gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.ColorAttachment0, Color, 0);
        if (withIds)
            gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.ColorAttachment1, Instance, 0);
        gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.DepthAttachment, _depth, 0);
        var buffers = stackalloc GLEnum[] { GLEnum.ColorAttachment0, GLEnum.ColorAttachment1 };
        gl.NamedFramebufferDrawBuffers(framebuffer, withIds ? 2u : 1u, (ColorBuffer*)buffers);
        Framebuffers.Check(gl, framebuffer);
        return framebuffer;
    }
}
