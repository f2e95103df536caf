using System.CommandLine;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Commands;

/// <summary>The options of every command that does a job.</summary>
internal sealed class JobOptions
{
    private readonly Option<string[]> _set = new("--set") { Description = "Change a value of the job: path=value, as in source.count=500. May stand several times.", HelpName = "path=value" };
    private readonly Option<int?> _seed = new("--seed") { Description = "The seed of every random draw.", HelpName = "K" };
    private readonly Option<string?> _out = new("--out") { Description = "The run's folder; the next free one beside it if it holds a run already.", HelpName = "DIR" };
    private readonly Option<int?> _port = new("--port") { Description = "Serve the events as tcp://127.0.0.1:P while the run goes on; 0 picks a free port.", HelpName = "P" };
    private readonly Option<string?> _precision = new("--precision") { Description = "What backbones compute in while they train, for stages that don't say theirs: fp32 or bf16 (over float32 weights).", HelpName = "fp32|bf16" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the last run of this job and folder from its last checkpoint; begin one if there is none." };

    private readonly Option<bool> _strict = new("--strict") { Description = "An image of the job's datasets that can't be read is an error; unless said it is left out with a warning. As strict: yes of source and target." };

    public JobOptions() => _precision.AcceptOnlyFromAmong([.. StageFields.PrecisionWords]);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _set, _seed, _out, _port, _precision, _strict, _resume })
            command.Options.Add(option);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="command">The words that begin it, such as "demo --quick".</param>
    public JobRequest Read(ParseResult parsed, string command) =>
        new([.. parsed.GetValue(_set) ?? []], parsed.GetValue(_seed), parsed.GetValue(_out), parsed.GetValue(_port), parsed.GetValue(_precision), parsed.GetValue(_resume), parsed.GetValue(_strict)) { Command = command };
}
