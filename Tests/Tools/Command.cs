using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>The built <c>fewlabels</c> command in a process of its own, as a user's shell starts it.</summary>
internal sealed partial class Command(string program, params string[] arguments)
{
    /// <summary>The program beside the tests.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "fewlabels.dll");

    public Dictionary<string, string> Environment { get; } = [];

    public string Folder { get; init; } = Path.GetTempPath();

    public static Command Of(params string[] arguments) => new(Program, arguments);

    public (int ExitCode, string Output, string Errors) Run(TimeSpan? limit = null)
    {
        using var process = Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(limit ?? TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"fewlabels {string.Join(' ', arguments)} has not ended.");
        }
        return (process.ExitCode, output.Result, errors.Result);
    }

    public Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Ctrl-C.</summary>
    public static void Interrupt(Process process) => _ = Kill(process.Id, 2);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
