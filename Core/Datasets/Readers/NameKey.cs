using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A name as 16 bytes, however long it is. They come from SHA-256, so that two names never meet, by chance or by intent.</summary>
internal static class NameKey
{
    public static UInt128 Of(string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
