using System.Runtime.InteropServices;

namespace FewLabels.Sim.Core.Images;

/// <summary>Bytes outside the collector's heap: those of a large photo are given back at once and not when the collector comes by.</summary>
internal sealed unsafe class NativeBytes : IDisposable
{
    /// <summary>Not set to anything.</summary>
    public NativeBytes(long length)
    {
        Length = length;
        Pointer = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, length));
    }

    ~NativeBytes() => NativeMemory.Free(Pointer);

    public byte* Pointer { get; private set; }

    public long Length { get; }

    /// <exception cref="OverflowException">More than a span holds.</exception>
    public Span<byte> Span => new(Pointer, checked((int)Length));

    public void Dispose()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
        GC.SuppressFinalize(this);
    }
}
