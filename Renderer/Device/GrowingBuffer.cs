using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>A buffer on the device that is written whole for each batch and grows as needed. It lives on the context's thread.</summary>
internal sealed unsafe class GrowingBuffer : IDisposable
{
    private readonly GL _gl;
    private nuint _capacity;
    private int _written;

    public GrowingBuffer(GL gl)
    {
        _gl = gl;
        gl.CreateBuffers(1, out uint handle);
        Handle = handle;
    }

    public uint Handle { get; }

    /// <summary>Makes room for so many bytes and forgets the content; returns the buffer's handle.</summary>
    public uint Reset(int length)
    {
        if ((nuint)length > _capacity)
        {
            // Whole words: a clear refuses a buffer that ends within one.
            _capacity = ((nuint)length + (nuint)length / 2 + 15) / 16 * 16;
        }
        // Null data orphans the old storage: a draw still under way keeps it.
        _gl.NamedBufferData(Handle, _capacity, null, GLEnum.StreamDraw);
        _written = 0;
        return Handle;
    }

    /// <summary>Writes after what was written since the reset; returns the place of the first item, in items.</summary>
    public int Append<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        var first = _written / sizeof(T);
        fixed (T* data = items)
            _gl.NamedBufferSubData(Handle, _written, (nuint)(items.Length * sizeof(T)), data);
        _written += items.Length * sizeof(T);
        return first;
    }

    public void Dispose() => _gl.DeleteBuffer(Handle);
}
