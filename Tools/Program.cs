using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Commands;

namespace FewLabels.Sim.Tools;

/// <summary>The <c>fewlabels</c> command.</summary>
internal static class Program
{
    public static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs one command line; all that it prints goes to these writers.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        using var interrupt = new CancellationTokenSource();
        void Cancel(PosixSignalContext context)
        {
            // The second time the system's own way ends the process at once.
            context.Cancel = !interrupt.IsCancellationRequested;
            interrupt.Cancel();
        }
        using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        var verbose = new Option<bool>("--verbose") { Description = "Show stack traces of errors.", Recursive = true };
        var terminal = new Terminal(output, errors);
        var root = new RootCommand("Labelled renders, unlabelled photos, and a classifier that works on the photos.")
        {
            DemoCommand.Create(terminal), RunCommand.Create(terminal), RenderCommand.Create(terminal), NewScenarioCommand.Create(terminal), AugmentCommand.Create(terminal), InspectCommand.Create(terminal), NetworksCommand.Create(terminal), ReportCommand.Create(terminal), DatasetCommand.Create(terminal), DoctorCommand.Create(terminal),
        };
        root.Options.Add(verbose);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            errors.WriteLine($"{string.Join(" ", parsed.Errors.Select(e => e.Message))} See 'fewlabels {string.Concat(Path(parsed))}--help'.");
            return (int)ExitCode.WrongUsage;
        }
        try
        {
            var configuration = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(configuration, interrupt.Token).GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            return Explain(error, parsed.GetValue(verbose), errors);
        }
    }

    private static int Explain(Exception error, bool verbose, TextWriter errors)
    {
        switch (error)
        {
            case FewLabelsException known:
                errors.WriteLine($"{known.What} ({known.Where}). {known.Remedy}");
                break;
            case OperationCanceledException:
                errors.WriteLine("Interrupted. What was written up to here is whole.");
                break;
            default:
                errors.WriteLine($"Something went wrong that should not have: {error.Message} Run again with --verbose and report what it shows.");
                break;
        }
        if (verbose)
            errors.WriteLine(error);
        return (int)(error switch { FewLabelsException known => known.ExitCode, OperationCanceledException => ExitCode.Interrupted, _ => ExitCode.Failed });
    }

    private static Stack<string> Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result.Command is not RootCommand; result = (CommandResult)result.Parent!)
            names.Push(result.Command.Name + " ");
        return names;
    }
}
