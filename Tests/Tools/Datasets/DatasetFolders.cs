using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Tests.Core.Datasets;
using FewLabels.Sim.Tools;

namespace FewLabels.Sim.Tests.Tools.Datasets;

/// <summary>Datasets to work on, in a folder that is gone after the test, and the command in this process.</summary>
internal sealed class DatasetFolders : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public IEnumerable<string> Names => Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>Writes a finished dataset of sound frames.</summary>
    public string Write(string name, string format = "folder", int count = 8, Func<LabelledFrame, LabelledFrame>? change = null)
    {
        using var writer = DatasetWriters.Create(format, this[name], SoundFrames.Plan(count));
        for (var i = 0; i < count; i++)
        {
            var frame = change?.Invoke(SoundFrames.Of(i)) ?? SoundFrames.Of(i);
            writer.Write(frame with { Annotations = [.. frame.Annotations.Where(annotation => DatasetWriters.Holds(format, annotation))] });
        }
        writer.Complete([]);
        return this[name];
    }

    /// <summary>Runs the command; words in <c>{}</c> are names of folders here.</summary>
    public (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = Program.Run([.. arguments.Select(word => word.StartsWith('{') ? this[word[1..^1]] : word)], output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
