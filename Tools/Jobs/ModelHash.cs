using System.Security.Cryptography;
using System.Text;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>One hash over the files of a model's folder, by name; checkpoints within the stage, which lie beside them, don't count.</summary>
internal static class ModelHash
{
    /// <exception cref="IOException">A file can't be read.</exception>
    public static string Of(string folder)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith("step-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            sha.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            using var stream = File.OpenRead(file);
            sha.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
