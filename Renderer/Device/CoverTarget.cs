using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// A framebuffer without attachments, three frames wide and high, into which silhouettes are drawn: four bits a pixel, one for each sample, at the places where
/// multisampled pictures have theirs. It lives on the context's thread.
/// </summary>
internal sealed unsafe class CoverTarget : IDisposable
{
    private readonly GL _gl;
    private readonly uint _framebuffer;
    private readonly GrowingBuffer _covers;
    private readonly GrowingBuffer _bits;
    private readonly int _width;
    private readonly int _height;

    public CoverTarget(GlContext context, int width, int height)
    {
        (_gl, _width, _height) = (context.Gl, width, height);
        _gl.CreateFramebuffers(1, out _framebuffer);
        _gl.NamedFramebufferParameter(_framebuffer, FramebufferParameterName.Width, width);
        _gl.NamedFramebufferParameter(_framebuffer, FramebufferParameterName.Height, height);
        _gl.NamedFramebufferParameter(_framebuffer, FramebufferParameterName.Samples, CoverRecord.Samples);
        _gl.NamedFramebufferParameter(_framebuffer, FramebufferParameterName.FixedSampleLocations, 1);
        (_covers, _bits) = (new(_gl), new(_gl));
        Framebuffers.Check(_gl, _framebuffer);
        context.Check("making the silhouettes' target");
    }

    /// <summary>Makes this the target, with all bits clear.</summary>
    public void Begin(ReadOnlySpan<CoverRecord> covers, int words)
    {
        _gl.BindFramebuffer(FramebufferTarget.Framebuffer, _framebuffer);
        _gl.Viewport(0, 0, (uint)_width, (uint)_height);
        _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, 0, _covers.Reset(covers.Length * sizeof(CoverRecord)));
        _covers.Append(covers);
        _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, 1, _bits.Reset(words * sizeof(uint)));
        var zero = 0u;
        _gl.ClearNamedBufferData(_bits.Handle, SizedInternalFormat.R32ui, PixelFormat.RedInteger, PixelType.UnsignedInt, &zero);
    }

    public void Read(Span<uint> words)
    {
        _gl.MemoryBarrier(MemoryBarrierMask.BufferUpdateBarrierBit);
        fixed (uint* data = words)
            _gl.GetNamedBufferSubData(_bits.Handle, 0, (nuint)(words.Length * sizeof(uint)), data);
    }

    public void Dispose()
    {
        _gl.DeleteFramebuffer(_framebuffer);
        _covers.Dispose();
        _bits.Dispose();
    }
}
