using System.Diagnostics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Plugins;

/// <summary>Puts an exception that came out of making an image in words: which image, whose fault, and what it said.</summary>
public static class FrameFault
{
    private static readonly Type[] Parts = [typeof(Randomizer), typeof(Labeler), typeof(Scenario), typeof(Component)];

    public static FewLabelsException Describe(Exception error, long index, Scenario scenario)
    {
        while (error is AggregateException { InnerException: { } inner })
            error = inner;
        var culprit = Culprit(error);
        return new($"Image {index} can't be made: {(culprit is null ? "" : $"{culprit.FullName}: ")}{error.Message}",
            culprit is null ? scenario.Name : $"scenario {scenario.Name}, {Path.GetFileName(culprit.Assembly.Location)}",
            "Mend that, or leave such images out with --on-error skip; --verbose shows where it happened.", cause: error);
    }

    /// <summary>The innermost part of a scenario on the stack.</summary>
    private static Type? Culprit(Exception error)
    {
        foreach (var frame in new StackTrace(error).GetFrames())
        {
            // A lambda's class is nested in the one that wrote it.
            for (var type = frame.GetMethod()?.DeclaringType; type is not null; type = type.DeclaringType)
            {
                if (Array.Exists(Parts, type.IsSubclassOf))
                    return type;
            }
        }
        return null;
    }
}
