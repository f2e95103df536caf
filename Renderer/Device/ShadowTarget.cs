using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>Depth maps as lights see a batch's scenes, one layer a view. It grows with the views that a batch needs, and lives on the context's thread.</summary>
internal sealed unsafe class ShadowTarget(GlContext context, int side) : IDisposable
{
    private uint _texture;
    private uint _framebuffer;
    private int _layers;

    public int Side { get; } = side;

    public uint Texture => _texture;

    /// <summary>Makes at least so many layers the target and clears them.</summary>
    public void BindCleared(int layers)
    {
        var gl = context.Gl;
        if (layers > _layers)
            Create(layers);
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.Viewport(0, 0, (uint)Side, (uint)Side);
        var far = 1f;
        gl.ClearBuffer(BufferKind.Depth, 0, &far);
    }

    public void Dispose()
    {
        if (_layers == 0)
            return;
        context.Gl.DeleteFramebuffer(_framebuffer);
        context.Gl.DeleteTexture(_texture);
    }

    private void Create(int layers)
    {
        var gl = context.Gl;
        Dispose();
        _layers = layers;
        gl.CreateTextures(TextureTarget.Texture2DArray, 1, out _texture);
        gl.TextureStorage3D(_texture, 1, (SizedInternalFormat)GLEnum.DepthComponent32f, (uint)Side, (uint)Side, (uint)layers);
        gl.TextureParameter(_texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Nearest);
        gl.TextureParameter(_texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Nearest);
        gl.CreateFramebuffers(1, out _framebuffer);
        gl.NamedFramebufferTexture(_framebuffer, FramebufferAttachment.DepthAttachment, _texture, 0);
        gl.NamedFramebufferDrawBuffer(_framebuffer, ColorBuffer.None);
        Framebuffers.Check(gl, _framebuffer);
        context.Check("making the shadows' target");
    }
}
