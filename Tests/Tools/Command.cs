using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>The built <c>fewlabels</c> command in a process of its own, as a user's shell starts it.</summary>
internal sealed partial class Command(string program, params string[] arguments)
{
    /// <summary>The program beside the tests.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "fewlabels.dll");

    /// <summary>Variables to set; null for one that must not be there.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

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
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Ctrl-C as soon as the command has come so far.</summary>
    public static void Interrupt(Process process, Func<bool> ready)
    {
        for (var waited = Stopwatch.StartNew(); !ready(); Thread.Sleep(5))
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException(process.HasExited ? $"The command ended by itself, with {process.ExitCode}." : "The command never came so far.");
        }
        // A shell without job control has its background jobs ignore Ctrl-C, and what they start inherits that (POSIX, 2.11).
        if (IgnoresInterrupts(process))
        {
            process.Kill();
            Assert.Skip("Ctrl-C is switched off here, as for a script's background jobs: run the tests in the foreground.");
        }
        _ = Kill(process.Id, 2);
    }

    private static bool IgnoresInterrupts(Process process)
    {
        var ignored = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 1UL << (2 - 1)) != 0;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
