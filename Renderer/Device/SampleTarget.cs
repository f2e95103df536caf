using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// The samples of each image of a batch, one layer an image: light with the drawn object's number in alpha, depth, and surfaces where labels ask for
/// them. Multisampled (four samples a pixel, shaded once) or supersampled (side × side, each shaded). It lives on the context's thread.
/// </summary>
internal sealed unsafe class SampleTarget : IDisposable
{
    /// <summary>Objects that a half-precision alpha tells apart exactly.</summary>
    public const int MostObjectsInHalf = 2048;

    private readonly GlContext _context;
    private readonly uint _framebuffer;
    private readonly bool _multisampled;

    public SampleTarget(GlContext context, int width, int height, int layers, SampleTargetKind kind)
    {
        _context = context;
        Kind = kind;
        _multisampled = kind.Side == 1 && kind.Multisampled;
        (Width, Height) = (width * kind.Side, height * kind.Side);
        Color = CreateLayers(kind.ManyObjects ? SizedInternalFormat.Rgba32f : SizedInternalFormat.Rgba16f, layers);
        Depth = CreateLayers((SizedInternalFormat)GLEnum.DepthComponent32f, layers);
        if (kind.Geometry)
            Surface = CreateLayers(SizedInternalFormat.Rgba32f, layers);
        _framebuffer = CreateFramebuffer();
        context.Check("making the samples' target");
    }

    public SampleTargetKind Kind { get; }

    public int Width { get; }

    public int Height { get; }

    public uint Color { get; }

    public uint Depth { get; }

    public uint Surface { get; }

    /// <summary>Makes the layers the target and clears them all: dark, object 0, far.</summary>
    public void BindCleared()
    {
        var gl = _context.Gl;
        gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        gl.Viewport(0, 0, (uint)Width, (uint)Height);
        var zero = stackalloc float[] { 0, 0, 0, 0 };
        gl.ClearBuffer(BufferKind.Color, 0, zero);
        if (Kind.Geometry)
            gl.ClearBuffer(BufferKind.Color, 1, zero);
        var far = 1f;
        gl.ClearBuffer(BufferKind.Depth, 0, &far);
    }

    public void Dispose()
    {
        var gl = _context.Gl;
        gl.DeleteFramebuffer(_framebuffer);
        gl.DeleteTexture(Color);
        gl.DeleteTexture(Depth);
        if (Surface != 0)
            gl.DeleteTexture(Surface);
    }

    private uint CreateLayers(SizedInternalFormat format, int layers)
    {
        var gl = _context.Gl;
        if (_multisampled)
        {
            gl.CreateTextures(TextureTarget.Texture2DMultisampleArray, 1, out uint samples);
            gl.TextureStorage3DMultisample(samples, 4, format, (uint)Width, (uint)Height, (uint)layers, true);
            return samples;
        }
        gl.CreateTextures(TextureTarget.Texture2DArray, 1, out uint texture);
        gl.TextureStorage3D(texture, 1, format, (uint)Width, (uint)Height, (uint)layers);
        gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Nearest);
        gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Nearest);
        return texture;
    }

    private uint CreateFramebuffer()
    {
        var gl = _context.Gl;
        gl.CreateFramebuffers(1, out uint framebuffer);
        gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.ColorAttachment0, Color, 0);
        if (Kind.Geometry)
            gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.ColorAttachment1, Surface, 0);
        gl.NamedFramebufferTexture(framebuffer, FramebufferAttachment.DepthAttachment, Depth, 0);
        var buffers = stackalloc GLEnum[] { GLEnum.ColorAttachment0, GLEnum.ColorAttachment1 };
        gl.NamedFramebufferDrawBuffers(framebuffer, Kind.Geometry ? 2u : 1u, (ColorBuffer*)buffers);
        Framebuffers.Check(gl, framebuffer);
        return framebuffer;
    }
}

/// <summary>How samples are kept.</summary>
/// <param name="Side">Samples a side of a pixel, each shaded.</param>
/// <param name="Multisampled">Four samples a pixel that share their shading; where <paramref name="Side"/> is 1.</param>
/// <param name="Geometry">With normals and depth.</param>
/// <param name="ManyObjects">For more objects an image than <see cref="SampleTarget.MostObjectsInHalf"/>.</param>
internal readonly record struct SampleTargetKind(int Side, bool Multisampled, bool Geometry, bool ManyObjects);
