using System.Diagnostics;
using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Tools.Commands;

namespace FewLabels.Sim.Tools.Datasets;

/// <summary>Renders into <c>DIR/&lt;class&gt;/NNNNNNNN.png</c>, with <c>samples.csv</c>: file, class, box and every random draw.</summary>
internal sealed class FolderExport(Terminal terminal)
{
    /// <exception cref="FewLabelsException">The folder is not empty or can't be written to.</exception>
    public void Write(Scenario scenario, int count, int size, long seed, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new FewLabelsException("The folder is not empty", folder, "Choose another with --out: a dataset is never mixed with what was there.", ExitCode.WrongUsage);
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = size, Seed = seed });
        try
        {
            foreach (var name in scenario.Classes)
                Directory.CreateDirectory(Path.Combine(folder, ImageFolder.FolderName(name)));
            using var table = new StreamWriter(Path.Combine(folder, "samples.csv"));
            var start = Stopwatch.GetTimestamp();
            var done = 0;
            foreach (var batch in renderer.Render(0, count, cancellation))
            {
                if (done == 0)
                    table.WriteLine(string.Join(',', ["file", "class", "x", "y", "width", "height", .. batch.Draws.Columns.Select(c => c.Name)]));
                Parallel.For(0, batch.Count, i => File.WriteAllBytes(Path.Combine(folder, FileOf(scenario, batch, i)), ImageCodec.EncodePng(batch.Images.Copy(i))));
                for (var i = 0; i < batch.Count; i++)
                    table.WriteLine(Row(scenario, batch, i));
                done += batch.Count;
            }
            terminal.Errors.WriteLine($"{done:N0} images in {folder}, {done / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} a second on {renderer.DeviceName}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or AggregateException { InnerException: IOException })
        {
            throw new FewLabelsException($"The dataset can't be written: {(error.InnerException ?? error).Message}", folder, "Free some disk space or choose another folder with --out.", cause: error);
        }
    }

    private static string FileOf(Scenario scenario, FrameBatch batch, int i) =>
        Path.Combine(ImageFolder.FolderName(scenario.Classes[batch.Labels[i]]), $"{batch.First + i:D8}.png");

    private static string Row(Scenario scenario, FrameBatch batch, int i)
    {
        var row = new StringBuilder($"{FileOf(scenario, batch, i)},{scenario.Classes[batch.Labels[i]]}");
        var box = batch.Boxes[i][0];
        row.Append(CultureInfo.InvariantCulture, $",{box.X},{box.Y},{box.Width},{box.Height}");
        var columns = batch.Draws.Columns.Count;
        for (var c = 0; c < columns; c++)
        {
            var value = batch.Draws.Values[i * columns + c];
            row.Append(',');
            if (!float.IsNaN(value))
                row.Append(batch.Draws.Columns[c].Choices is { } choices ? choices[(int)value] : value.ToString(CultureInfo.InvariantCulture));
        }
        return row.ToString();
    }
}
