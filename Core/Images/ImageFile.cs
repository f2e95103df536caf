using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Files;

namespace FewLabels.Sim.Core.Images;

/// <summary>A file's bytes, once they are known to be a plain file's and few enough.</summary>
internal static class ImageFile
{
    /// <exception cref="FewLabelsException">Missing, no plain file, not readable, empty, or beyond <see cref="DecodeLimits.Bytes"/>.</exception>
    public static NativeBytes Read(string path, DecodeLimits limits)
    {
        try
        {
            var status = FileStatus.Of(path);
            if (status.Error is FileStatus.NoEntry or FileStatus.TooManyLinks)
                throw ImageRefusal.Missing(path);
            // Before it is opened: a pipe that nobody writes to would be waited for.
            if (status is { Error: 0, Kind: not FileKind.File })
                throw ImageRefusal.NotAFile(path);
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length == 0)
                throw ImageRefusal.Empty(path);
            if (length > Math.Min(limits.Bytes, int.MaxValue))
                throw ImageRefusal.TooLarge(ImageFault.Bytes, path, Number(length) + " bytes", Number(limits.Bytes));
            return Read(file, (int)length, path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ImageRefusal.Missing(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ImageRefusal.Unreadable(path, error);
        }
    }

    private static NativeBytes Read(Microsoft.Win32.SafeHandles.SafeFileHandle file, int length, string path)
    {
        var bytes = new NativeBytes(length);
        try
        {
            for (var at = 0; at < length;)
            {
                var read = RandomAccess.Read(file, bytes.Span[at..], at);
                if (read == 0)
                    throw ImageRefusal.CutOff(path);
                at += read;
            }
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
