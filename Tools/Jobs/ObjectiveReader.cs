using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The names of objectives in job files, and their options.</summary>
internal static class ObjectiveReader
{
    private static readonly string[] Names = ["supervised", "supervised-target", "supervised-oracle", "domain-adversarial", "conditional-domain-adversarial", "margin-disparity-discrepancy", "maximum-classifier-discrepancy", "information-maximisation", "minimum-class-confusion", "fixmatch"];

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
                information = information with { Weight = fields.Number("weight", 0, 1000, information.Weight), RampUp = fields.Number("ramp-up", 0, 1, information.RampUp) };
                return () => new InformationMaximisation(information);
            case "minimum-class-confusion":
                var confusion = new MinimumClassConfusionOptions();
                confusion = confusion with { Weight = fields.Number("weight", 0, 1000, confusion.Weight), Temperature = fields.Number("temperature", 1e-3, 100, confusion.Temperature), RampUp = fields.Number("ramp-up", 0, 1, confusion.RampUp) };
                return () => new MinimumClassConfusion(confusion);
            case "fixmatch":
                var fixMatch = new FixMatchOptions();
                fixMatch = fixMatch with { Threshold = fields.Number("threshold", 0, 1, fixMatch.Threshold), Weight = fields.Number("weight", 0, 1000, fixMatch.Weight), RampUp = fields.Number("ramp-up", 0, 1, fixMatch.RampUp) };
                return () => new FixMatch(fixMatch);
            default:
                throw fields.Refuse($"Unknown objective '{name}'", $"Allowed: {string.Join(", ", Names)}{YamlFields.DidYouMean(name, Names)}.");
        }
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
