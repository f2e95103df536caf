using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Commands;

internal static class NetworksCommand
{
    private const int LargestSide = 1024;
    private const int MostClasses = 100_000;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Terminal terminal)
    {
        var size = new Option<int?>("--size") { Description = "Side of the images; what each network was designed for unless said.", HelpName = "S" };
        var channels = new Option<int>("--channels") { Description = "1 (grey) or 3 (RGB).", HelpName = "C", DefaultValueFactory = _ => 3 };
        var classes = new Option<int>("--classes") { Description = "Classes to tell apart.", HelpName = "K", DefaultValueFactory = _ => 10 };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("networks",
            """
            The networks that a job can train (network: { backbone: NAME }), with what they cost: learned numbers, and multiply-adds of convolutions and fully
            connected layers in a forward of one image (floating-point operations are twice as many).

            Example: fewlabels networks --size 64 --classes 43
            """)
        { size, channels, classes, json };
        command.SetAction((parsed, _) =>
        {
            int? side = parsed.GetValue(size) is { } asked ? DatasetCommand.InRange(asked, 1, LargestSide, size.Name) : null;
            var (colours, kinds) = (parsed.GetValue(channels), DatasetCommand.InRange(parsed.GetValue(classes), 1, MostClasses, classes.Name));
            if (colours is not (1 or 3))
                throw new FewLabelsException($"{colours} channels", channels.Name, "It must be 1 (grey) or 3 (RGB).", ExitCode.WrongUsage);
            var rows = NetworkCatalog.All.Select(backbone => Measure(backbone, side ?? backbone.Sizes.Usual, colours, kinds)).ToArray();
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(rows, Readable));
            else
                Write(rows, terminal);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static Row Measure(Backbone backbone, int size, int channels, int classes)
    {
        var row = new Row(backbone.Name, backbone.Purpose, backbone.Paper, backbone.HasBatchNorm, backbone.Sizes.Least, backbone.Sizes.Most, size, channels, classes);
        if (!backbone.Sizes.Has(size))
            return row;
        using var network = Network.Create(new(backbone.Name, size, channels, [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))]), seed: 0);
        var cost = NetworkCost.Of(network);
        return row with { Features = network.FeatureCount, Parameters = cost.Parameters, MultiplyAdds = cost.MultiplyAdds };
    }

    private static void Write(IReadOnlyList<Row> rows, Terminal terminal)
    {
        var grid = new TextGrid("network", "takes\npixels", "counted\nat", "features", "parameters", "multiply-adds", "batch\nnorm");
        foreach (var row in rows)
            grid.Add([row.Name, $"{row.SmallestSize}–{row.LargestSize}", row.Takes ? $"{row.Size}" : "–", Number(row.Features), Number(row.Parameters), Millions(row.MultiplyAdds), row.BatchNorm ? "yes" : "no"], faint: !row.Takes);
        var console = terminal.Tables();
        grid.Write(console);
        TextGrid.Line(console, $"{rows[0].Channels} {(rows[0].Channels == 1 ? "channel" : "channels")}, {rows[0].Classes} {(rows[0].Classes == 1 ? "class" : "classes")}; multiply-adds of one image's forward. What they are for:");
        foreach (var row in rows)
            TextGrid.Line(console, $"  {row.Name.PadRight(rows.Max(r => r.Name.Length))}  {row.Purpose}{(row.Paper == "ours" ? "" : $" ({row.Paper})")}");
    }

    private static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    private static string Millions(long? number) => number is { } count ? $"{(count / 1e6).ToString("N1", CultureInfo.InvariantCulture)} M" : "–";

    /// <summary>A network as it is shown; what was counted is null where it does not take the size.</summary>
    private sealed record Row(string Name, string Purpose, string Paper, bool BatchNorm, int SmallestSize, int LargestSize, int Size, int Channels, int Classes)
    {
        public int? Features { get; init; }

        public long? Parameters { get; init; }

        public long? MultiplyAdds { get; init; }

        [JsonIgnore]
        public bool Takes => Parameters is not null;
    }
}
