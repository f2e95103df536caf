using System.CommandLine;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Commands;

internal static class NewScenarioCommand
{
    private const string Resources = "Template/";

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "Its name: lower case with hyphens, as 'render' will take it." };
        var folder = new Option<string?>("--out") { Description = "A new folder; one of the name unless said.", HelpName = "DIR" };
        var command = new Command("new-scenario", "A project for a scenario of your own, ready to build and render.\n\nExample: fewlabels new-scenario toy-cars") { name, folder };
        command.SetAction((parsed, _) =>
        {
            Write(parsed.GetValue(name)!, parsed.GetValue(folder) ?? parsed.GetValue(name)!, terminal);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static void Write(string name, string folder, Terminal terminal)
    {
        var words = name.Split('-');
        if (words.Any(word => word.Length == 0 || !word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))) || !char.IsAsciiLetterLower(name[0]))
            throw new FewLabelsException($"'{name}' can't be a scenario's name", "NAME", "Use lower-case letters, digits and single hyphens, a letter first: toy-cars.", ExitCode.WrongUsage);
        var type = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new FewLabelsException("The folder is not empty", folder, "Choose another with --out.", ExitCode.WrongUsage);
            Directory.CreateDirectory(folder);
            foreach (var resource in typeof(NewScenarioCommand).Assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(Resources, StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(typeof(NewScenarioCommand).Assembly.GetManifestResourceStream(resource)!);
                File.WriteAllText(Path.Combine(folder, Fill(resource[Resources.Length..])), Fill(reader.ReadToEnd()));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The project can't be written: {error.Message}", folder, "Choose another folder with --out.", cause: error);
        }
        terminal.Errors.WriteLine($"{folder}: now 'dotnet build -c Release' there; its README goes on.");

        string Fill(string text) => text.Replace("FEWLABELS-FOLDER", AppContext.BaseDirectory.TrimEnd('/'), StringComparison.Ordinal)
            .Replace("NewScenario", type, StringComparison.Ordinal).Replace("new-scenario", name, StringComparison.Ordinal);
    }
}
