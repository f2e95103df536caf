using Spectre.Console;

namespace FewLabels.Sim.Tools.Commands;

/// <summary>Where a command prints. Results go to the output, progress and notes to the errors, so that results can be piped.</summary>
internal sealed class Terminal(TextWriter output, TextWriter errors)
{
    public TextWriter Output { get; } = output;

    public TextWriter Errors { get; } = errors;

    /// <summary>Is a person watching the progress?</summary>
    public bool Live { get; } = errors == Console.Error && !Console.IsErrorRedirected;

    /// <summary>For tables: plain and wide unless the output is a terminal.</summary>
    public IAnsiConsole Tables()
    {
        var interactive = Output == Console.Out && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!interactive)
            console.Profile.Width = 240;
        return console;
    }
}
