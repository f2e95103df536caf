using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Files;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>Files that are whole or not there: written aside, flushed to the disk, renamed, and the new name flushed too.</summary>
internal static class DurableFile
{
    /// <param name="path">The file's final name; its folder is made if it is missing.</param>
    /// <param name="write">Writes the bytes.</param>
    /// <exception cref="FewLabelsException">The disk is full or the folder can't be written to; what was there before is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var aside = path + ".part";
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            DurableFolder.Create(folder);
            using (var file = File.Create(aside))
            {
                write(file);
                // A rename may reach the disk before the bytes that it names: after a loss of power the file would be there and empty.
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
            DurableFolder.Flush(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"A checkpoint can't be written: {error.Message}", path, "Free some disk space or choose another folder with --out; earlier checkpoints are whole.", cause: error);
        }
    }
}
