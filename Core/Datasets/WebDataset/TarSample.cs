using System.Formats.Tar;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>A sample's files as a piece of a tar: headers and contents without the end of the archive. Pieces in a row with an end are a tar.</summary>
/// <remarks>Nothing in a header depends on when or by whom it was made.</remarks>
internal sealed class TarSample : IDisposable
{
    /// <summary>Two empty blocks.</summary>
    private const int EndLength = 1024;

    private readonly MemoryStream _bytes = new();
    private readonly TarWriter _writer;
    private readonly string _key;

    public TarSample(string key) => (_key, _writer) = (key, new(_bytes, TarEntryFormat.Ustar, leaveOpen: true));

    /// <summary>The end of an archive.</summary>
    public static ReadOnlySpan<byte> End => new byte[EndLength];

    public void Add(string ending, byte[] content)
    {
        using var data = new MemoryStream(content);
        _writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{_key}.{ending}")
        {
            DataStream = data,
            ModificationTime = DateTimeOffset.UnixEpoch,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        });
    }

    /// <summary>The piece. Nothing can be added after.</summary>
    public ReadOnlySpan<byte> Close()
    {
        _writer.Dispose();
        return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length - EndLength);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _bytes.Dispose();
    }
}
