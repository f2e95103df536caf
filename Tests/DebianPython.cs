using System.ComponentModel;
using System.Diagnostics;

namespace FewLabels.Sim.Tests;

/// <summary>Python with some of Debian's packages, for what others' code makes of the same input. For tests, which skip without it, and benchmarks.</summary>
/// <param name="modules">What must be there: numpy, of the package python3-numpy.</param>
internal sealed class DebianPython(params string[] modules)
{
    // Debian's packages are those of its own Python, which need not be the first on the path.
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    private readonly Lazy<string?> _python = new(() => Pythons.FirstOrDefault(python => Has(python, modules)));

    /// <summary>What to tell where it is not there, with what would bring it; null where it is.</summary>
    public string? Missing => _python.Value is not null ? null
        : $"No Python here has {string.Join(" and ", modules)}: sudo apt-get install {string.Join(' ', modules.Select(module => $"python3-{module}"))}, where Debian has it.";

    /// <summary>Runs Python to its end.</summary>
    /// <param name="arguments">Of Python: <c>-c SCRIPT</c> or a file, then the script's own.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with an error, or it is not there.</exception>
    public string Run(params string[] arguments)
    {
        var (code, output, errors) = Start(_python.Value ?? throw new InvalidOperationException(Missing), arguments);
        return code == 0 ? output : throw new InvalidOperationException($"Python ended with {code}: {errors}");
    }

    private static bool Has(string python, string[] modules)
    {
        try
        {
            return Start(python, ["-c", "import importlib.util as u, sys; sys.exit(not all(u.find_spec(name) for name in sys.argv[1:]))", .. modules]).Code == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }

    private static (int Code, string Output, string Errors) Start(string python, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // Both at once: a pipe that nobody reads fills up, and the writer waits.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
