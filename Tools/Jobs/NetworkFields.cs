using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The keys of a job's <c>network</c>.</summary>
internal static class NetworkFields
{
    private static readonly (string Word, BatchNormPolicy Policy)[] Policies =
        [("per-domain", BatchNormPolicy.PerDomain), ("joint", BatchNormPolicy.Joint), ("separate", BatchNormPolicy.Separate), ("target-only", BatchNormPolicy.TargetOnly)];

    /// <summary>Reads <c>backbone</c>, <c>batch-norm</c>, <c>normalisation</c> and <c>weights</c>, and holds them against the images that the network is to take.</summary>
    /// <exception cref="FewLabelsException">An unknown name, or images, a policy or a normalisation that the backbone does not take.</exception>
    public static NetworkSpec Read(YamlFields fields, SourceSpec source)
    {
        var backbone = NetworkCatalog.Find(fields.Word("backbone", NetworkCatalog.Names, "small-cnn"));
        var word = fields.Has("batch-norm") ? fields.Word("batch-norm", [.. Policies.Select(p => p.Word)]) : null;
        var normalisation = fields.Has("normalisation") ? fields.Word("normalisation", [.. InputNormalisation.All.Select(known => known.Name)]) : null;
        var spec = new NetworkSpec(backbone.Name, word is null ? null : Policies.First(p => p.Word == word).Policy,
            InputNormalisation.All.FirstOrDefault(known => known.Name == normalisation), fields.Has("weights") ? fields.Text("weights") : null, fields.PlaceOf("weights"));
        fields.End();
        backbone.Check(spec.Shape(source.Size, source.Channels, ["any"]), fields.PlaceOf(word is not null && !backbone.HasBatchNorm ? "batch-norm" : spec.Normalisation?.Suits(source.Channels) == false ? "normalisation" : "backbone"));
        return spec;
    }

    /// <summary>Statistics of photos alone need photos in every stage.</summary>
    /// <exception cref="FewLabelsException">A stage looks at none.</exception>
    public static void RequirePhotos(NetworkSpec network, IReadOnlyList<ArmSpec> arms, YamlFields root)
    {
        if (network.BatchNorm != BatchNormPolicy.TargetOnly)
            return;
        foreach (var arm in arms)
            for (var i = 0; i < arm.Stages.Count; i++)
            {
                var objectives = arm.Stages[i].MakeObjectives();
                var looks = objectives.SelectMany(objective => objective.Views).Any(view => Views.DomainOf(view) == Domain.Target);
                foreach (var objective in objectives)
                    objective.Dispose();
                if (!looks)
                    throw new FewLabelsException($"'batch-norm: target-only' takes statistics from photos alone, and stage {i} of arm '{arm.Name}' looks at none", root.PlaceOf("network"),
                        "Give the stage an objective that looks at photos, or take another policy.", ExitCode.WrongUsage);
            }
    }
}
