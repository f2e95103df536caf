using System.CommandLine;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Commands;

/// <summary><c>--plugin</c>, of every command that takes a scenario by name.</summary>
internal sealed class PluginOption : Option<string[]>
{
    public PluginOption() : base("--plugin")
    {
        Description = "An assembly with scenarios or labelers of your own. May stand several times.";
        HelpName = "My.dll";
    }

    /// <summary>The scenarios that can be asked for.</summary>
    /// <exception cref="FewLabelsException">A plug-in can't be loaded, or brings a name that is taken.</exception>
    public ScenarioCatalog Catalog(ParseResult parsed) => new(parsed.GetValue(this) ?? []);
}
