using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>A buffer on the device that keeps what was appended and grows as needed. It lives on the context's thread.</summary>
internal sealed unsafe class GrowingStore : IDisposable
{
    private readonly GL _gl;
    private int _capacity;

    public GrowingStore(GL gl, int capacity)
    {
        (_gl, _capacity) = (gl, capacity);
        Handle = Create(capacity);
    }

    public uint Handle { get; private set; }

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <summary>Appends and returns the place of the first item, in bytes. Items start at multiples of their size.</summary>
    public int Append<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        var first = (Length + sizeof(T) - 1) / sizeof(T) * sizeof(T);
        var end = first + items.Length * sizeof(T);
        if (end > _capacity)
        {
            var capacity = Math.Max(end, _capacity * 2);
            var larger = Create(capacity);
            _gl.CopyNamedBufferSubData(Handle, larger, 0, 0, (nuint)Length);
            _gl.DeleteBuffer(Handle);
            (Handle, _capacity) = (larger, capacity);
        }
        fixed (T* data = items)
            _gl.NamedBufferSubData(Handle, first, (nuint)(items.Length * sizeof(T)), data);
        Length = end;
        return first;
    }

    public void Dispose() => _gl.DeleteBuffer(Handle);

    private uint Create(int capacity)
    {
        _gl.CreateBuffers(1, out uint handle);
        _gl.NamedBufferStorage(handle, (nuint)capacity, null, BufferStorageMask.DynamicStorageBit);
        return handle;
    }
}
