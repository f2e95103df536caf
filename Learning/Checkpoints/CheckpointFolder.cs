using System.Globalization;

namespace FewLabels.Sim.Learning.Checkpoints;

/// <summary>The checkpoints within one stage: the last three and the best are kept while it trains, and none once its model is on the disk.</summary>
/// <param name="root">The run's folder.</param>
/// <param name="path">The stage's folder, relative to the run's.</param>
public sealed class CheckpointFolder(string root, string path)
{
    /// <summary>One may be torn by what ended the run, one may be older than a fault.</summary>
    private const int Kept = 3;

    private const string Step = "step-";
    private const string Best = ".best";
    private const string Extension = ".safetensors";

    /// <summary>The file of a step, relative to the run's folder.</summary>
    /// <param name="step">Steps done in the stage.</param>
    /// <param name="best">Is it the best so far by the stage's score?</param>
    public string PathOf(int step, bool best) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Step}{step:D8}{(best ? Best : "")}{Extension}"));

    /// <summary>A file of the run's folder.</summary>
    public string Full(string relative) => Path.Combine(root, relative);

    /// <summary>Deletes what is neither among the last three up to this step nor the best.</summary>
    public void Prune(int step)
    {
        var known = List().Where(file => file.Step <= step).OrderByDescending(file => file.Step).ToArray();
        var best = known.FirstOrDefault(file => file.Best).File;
        foreach (var (file, _, _) in known.Skip(Kept).Where(one => one.File != best))
            File.Delete(file);
    }

    /// <summary>Deletes them all, and what a crash may have left half written. To be called when the stage's model is on the disk and known to whoever goes on: it is what the next stage starts from.</summary>
    public void Clear()
    {
        if (Directory.Exists(Full(path)))
            foreach (var file in Directory.GetFiles(Full(path), $"{Step}*{Extension}*"))
                File.Delete(file);
    }

    /// <summary>The newest checkpoint; null if there is none. For programs that keep no event log: a log says which of them belong to its run.</summary>
    public string? Newest() => List().OrderByDescending(file => file.Step).Select(file => file.File).FirstOrDefault();

    private IEnumerable<(string File, int Step, bool Best)> List()
    {
        if (!Directory.Exists(Full(path)))
            yield break;
        foreach (var file in Directory.EnumerateFiles(Full(path), $"{Step}*{Extension}"))
        {
            var name = Path.GetFileNameWithoutExtension(file)[Step.Length..];
            var best = name.EndsWith(Best, StringComparison.Ordinal);
            if (int.TryParse(best ? name[..^Best.Length] : name, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
                yield return (file, step, best);
        }
    }
}
