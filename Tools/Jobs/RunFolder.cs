using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Where a run writes.</summary>
internal static class RunFolder
{
    public const string Events = "events.msgpack";

    /// <summary>Makes the folder, or the next free one beside it: a run never writes over another.</summary>
    /// <exception cref="FewLabelsException">The folder can't be made.</exception>
    public static string Create(string wanted)
    {
        try
        {
            for (var i = 1; ; i++)
            {
                var folder = i == 1 ? wanted : $"{wanted}-{i}";
                if (File.Exists(Path.Combine(folder, Events)))
                    continue;
                Directory.CreateDirectory(folder);
                return folder;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The run's folder can't be made: {error.Message}", wanted, "Choose another with --out.", cause: error);
        }
    }
}
