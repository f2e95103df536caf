using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tests.Tools.Report;

/// <summary>Small runs of two classes for the tests of what tools show.</summary>
internal static class RunEvents
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Payloads as events, a second apart.</summary>
    public static IEnumerable<Event> Of(params IEnumerable<object> payloads) =>
        payloads.Select((payload, i) => new Event(i, Start.AddSeconds(i), "small", payload.GetType().Name, payload));

    public static RunStarted Started(long seed = 1, string job = "name: small\nseed: 1\nsource: { render: garments }\n") => new()
    {
        Job = job,
        Classes = ["cat", "dog"],
        Arms = ["source-only", "dann", "oracle"],
        Seed = seed,
        Machine = "two processors",
    };

    /// <param name="arm">Who.</param>
    /// <param name="right">Right answers of 100, half of each class's 50 unless odd.</param>
    /// <param name="labels">A class.</param>
    /// <param name="oracle">All labels.</param>
    public static Evaluation Photos(string arm, int right, int labels = 0, bool oracle = false) => new()
    {
        Arm = arm,
        On = "test photos",
        Confusion = [right / 2, 50 - right / 2, 50 - (right - right / 2), right - right / 2],
        Classes = ["cat", "dog"],
        LabelsPerClass = labels,
        Oracle = oracle,
        Steps = 100,
        TrainingSeconds = 12,
    };

    /// <summary>A completed run whose arms have 60, 60 + <paramref name="gain"/> and 90 right of 100.</summary>
    public static IEnumerable<Event> Whole(int gain = 20, long seed = 1, string job = "name: small\nseed: 1\nsource: { render: garments }\n") => Of(
        Started(seed, job.Replace("seed: 1", $"seed: {seed}", StringComparison.Ordinal)),
        new StageStarted { Arm = "source-only", Stage = 0, Objectives = ["supervised"], Steps = 100 },
        new Step { Arm = "source-only", Stage = 0, Number = 25, Loss = 2, Parts = new() { ["supervised"] = 2, ["supervised accuracy"] = 0.3 } },
        new Step { Arm = "source-only", Stage = 0, Number = 50, Loss = 1, Parts = new() { ["supervised"] = 1, ["supervised accuracy"] = 0.7 } },
        Photos("source-only", 60),
        new DomainConfusion { Arm = "source-only", Count = 100, Accuracy = 0.99, Low = 0.97, High = 1, ProxyADistance = 1.96, SourceNull = 0.02, TargetNull = 0.04 },
        Photos("dann", 60 + gain),
        Photos("oracle", 90, oracle: true),
        new RunCompleted { Seconds = 7.5 });
}
