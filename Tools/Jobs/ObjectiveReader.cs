using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The names of objectives in job files, and their options.</summary>
internal static class ObjectiveReader
{
    private static readonly string[] Names = ["supervised", "supervised-target", "supervised-oracle", "domain-adversarial", "conditional-domain-adversarial", "margin-disparity-discrepancy", "maximum-classifier-discrepancy",
        "multi-kernel-mmd", "joint-mmd", "deep-coral", "local-mmd", "adaptive-feature-norm", "adaptive-batch-norm", "information-maximisation", "minimum-class-confusion", "fixmatch"];

    private static readonly Dictionary<string, RampShape> RampShapes = new() { ["linear"] = RampShape.Linear, ["gaussian"] = RampShape.Gaussian };

    /// <summary>What a <c>pretrain:</c> stage learns from; the method's name is a key of the stage.</summary>
    public static Func<IReadOnlyList<Objective>> Pretraining(YamlFields stage)
    {
        var fields = stage.Map("simclr", required: false);
        var domains = stage.Words("on", ["source", "target"], ["source", "target"]);
        var options = new SimClrOptions
        {
            Temperature = fields.Number("temperature", 1e-3, 100, new SimClrOptions().Temperature),
            Projection = fields.Integer("projection", 2, 4096, new SimClrOptions().Projection),
            On = [.. domains.Select(word => word == "source" ? Domain.Source : Domain.Target)],
        };
        fields.End();
        return () => [new SimClr(options)];
    }

    /// <summary>What a <c>train:</c> stage adds up.</summary>
    /// <exception cref="FewLabelsException">Unknown names or options, none, one twice, or labelled photos where there are none.</exception>
    public static Func<IReadOnlyList<Objective>> Training(YamlFields stage, LabelBudget labels)
    {
        var makers = new Dictionary<string, Func<Objective>>();
        foreach (var (name, fields) in stage.Named("objectives"))
        {
            if (name == "supervised-target" && labels.IsNone)
                throw stage.Refuse("'supervised-target' asks for labelled photos and there are none", "Set 'labels-per-class' or 'labels' of the arm or of the target.");
            if (!makers.TryAdd(name, Maker(name, fields)))
                throw stage.Refuse($"'{name}' stands twice among the objectives", "Name each once.");
            fields.End();
        }
        return makers.Count > 0 ? () => [.. makers.Values.Select(make => make())] : throw stage.Refuse("There are no objectives", $"Add one of: {string.Join(", ", Names)}.");
    }

    private static Func<Objective> Maker(string name, YamlFields fields)
    {
        switch (name)
        {
            case "supervised":
            case "supervised-target":
            case "supervised-oracle":
                var view = name switch { "supervised" => View.Source, "supervised-target" => View.LabelledTarget, _ => View.OracleTarget };
                var (share, smoothing) = (fields.Number("weight", 0, 1000, 1), fields.Number("label-smoothing", 0, 0.99, 0));
                return () => new Supervised(view, share, smoothing);
            case "domain-adversarial":
                var dann = Adversary(fields, new DomainAdversarialOptions());
                return () => new DomainAdversarial(dann);
            case "conditional-domain-adversarial":
                var cdan = Adversary(fields, new ConditionalDomainAdversarialOptions());
                cdan = cdan with { Entropy = fields.Flag("entropy"), Largest = fields.Integer("largest", 0, 1 << 24, cdan.Largest), RandomFeatures = fields.Integer("random-features", 1, 65536, cdan.RandomFeatures) };
                return () => new ConditionalDomainAdversarial(cdan);
            case "margin-disparity-discrepancy":
                var mdd = Adversary(fields, new MarginDisparityDiscrepancyOptions());
                mdd = mdd with { Margin = fields.Number("margin", 0, 1000, mdd.Margin) };
                return () => new MarginDisparityDiscrepancy(mdd);
            case "maximum-classifier-discrepancy":
                var mcd = Adversary(fields, new MaximumClassifierDiscrepancyOptions());
                return () => new MaximumClassifierDiscrepancy(mcd);
            case "information-maximisation":
                var information = new InformationMaximisationOptions();
                information = information with { Weight = fields.Number("weight", 0, 1000, information.Weight), RampUp = RampUp(fields, information.RampUp) };
                information = information with { Prior = Prior(fields) };
                return () => new InformationMaximisation(information);
            case "minimum-class-confusion":
                var confusion = new MinimumClassConfusionOptions();
                confusion = confusion with { Weight = fields.Number("weight", 0, 1000, confusion.Weight), Temperature = fields.Number("temperature", 1e-3, 100, confusion.Temperature), RampUp = RampUp(fields, confusion.RampUp) };
                return () => new MinimumClassConfusion(confusion);
            case "multi-kernel-mmd":
                var dan = new MultiKernelMmdOptions();
                dan = dan with { Weight = fields.Number("weight", 0, 1000, dan.Weight), Kernels = fields.Integer("kernels", 1, 32, dan.Kernels), Layers = Layers(fields, dan.Layers), RampUp = RampUp(fields, dan.RampUp) };
                return () => new MultiKernelMmd(dan);
            case "joint-mmd":
                var jan = new JointMmdOptions();
                jan = jan with { Weight = fields.Number("weight", 0, 1000, jan.Weight), Kernels = fields.Integer("kernels", 1, 32, jan.Kernels) };
                return () => new JointMmd(jan);
            case "deep-coral":
                var coral = new DeepCoralOptions();
                coral = coral with { Weight = fields.Number("weight", 0, 1e6, coral.Weight), Layers = Layers(fields, coral.Layers), RampUp = RampUp(fields, coral.RampUp) };
                return () => new DeepCoral(coral);
            case "local-mmd":
                var dsan = new LocalMmdOptions();
                dsan = dsan with { Weight = fields.Number("weight", 0, 1000, dsan.Weight), Kernels = fields.Integer("kernels", 1, 32, dsan.Kernels) };
                return () => new LocalMmd(dsan);
            case "adaptive-feature-norm":
                if (fields.Has("radius") && fields.Has("step"))
                    throw fields.Refuse("'adaptive-feature-norm' has both 'radius' and 'step'", "Give 'step' for features that grow step by step, or 'radius' for one length of all.");
                var norm = new AdaptiveFeatureNormOptions();
                norm = norm with { Weight = fields.Number("weight", 0, 1000, norm.Weight), Step = fields.Number("step", 0, 1000, norm.Step), Radius = fields.Has("radius") ? fields.Number("radius", 0, 1e6, 0) : null, RampUp = RampUp(fields, norm.RampUp) };
                return () => new AdaptiveFeatureNorm(norm);
            case "adaptive-batch-norm":
                return () => new AdaptiveBatchNorm();
            case "fixmatch":
                var fixMatch = new FixMatchOptions();
                fixMatch = fixMatch with { Threshold = fields.Number("threshold", 0, 1, fixMatch.Threshold), Weight = fields.Number("weight", 0, 1000, fixMatch.Weight), RampUp = RampUp(fields, fixMatch.RampUp) };
                return () => new FixMatch(fixMatch);
            default:
                throw fields.Refuse($"Unknown objective '{name}'", $"Allowed: {string.Join(", ", Names)}{YamlFields.DidYouMean(name, Names)}.");
        }
    }

    /// <summary><c>ramp-up: 0.3</c>, along a line, or <c>ramp-up: { share: 0.3, shape: gaussian }</c>.</summary>
    private static RampUp RampUp(YamlFields objective, RampUp fallback)
    {
        const string Key = "ramp-up";
        if (!objective.IsMap(Key))
            return objective.Has(Key) ? objective.Number(Key, 0, 1, 0, $", or {{ share: …, shape: {string.Join(" or ", RampShapes.Keys)} }}") : fallback;
        var fields = objective.Map(Key);
        // A shape alone would say nothing of an objective that has no ramp unless said.
        if (!fields.Has("share"))
            throw fields.Refuse($"'{Key}' has a shape and no share", "Add 'share: …', the share of the stage over which the weight grows.");
        var ramp = new RampUp(fields.Number("share", 0, 1, 0), RampShapes[fields.Word("shape", [.. RampShapes.Keys], "linear")]);
        fields.End();
        return ramp;
    }

    private static IReadOnlyList<ComparedLayer> Layers(YamlFields fields, IReadOnlyList<ComparedLayer> fallback) =>
        fields.Has("layers") ? [.. fields.Words("layers", ["features", "logits"], []).Select(word => word == "logits" ? ComparedLayer.Logits : ComparedLayer.Features).Distinct()] : fallback;

    private static Dictionary<string, double>? Prior(YamlFields fields)
    {
        if (!fields.Has("prior"))
            return null;
        var prior = fields.Map("prior");
        return prior.Keys.ToDictionary(name => name, name => prior.Number(name, 1e-6, 1, 0));
    }

    /// <summary>The options that all adversarial objectives share.</summary>
    private static TOptions Adversary<TOptions>(YamlFields fields, TOptions usual) where TOptions : AdversaryOptions => usual with
    {
        Strength = fields.Number("strength", 0, 100, usual.Strength),
        Start = fields.Number("start", 0, 0.99, usual.Start),
        Clip = fields.Has("clip") ? fields.Number("clip", 1e-6, 1e6, 1) : null,
        Hidden = fields.Integer("hidden", 1, 65536, usual.Hidden),
        Layers = fields.Integer("layers", 0, 8, usual.Layers),
        Dropout = fields.Number("dropout", 0, 0.99, usual.Dropout),
        HeadLearningRate = fields.Number("head-learning-rate", 0, 1000, usual.HeadLearningRate),
    };
}
