using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The keys of a stage that say how it trains, whatever it learns.</summary>
internal static class StageFields
{
    private static readonly Dictionary<string, OptimizerKind> Optimizers = new()
    {
        ["sgd"] = OptimizerKind.Sgd, ["adamw"] = OptimizerKind.AdamW, ["adam"] = OptimizerKind.Adam, ["lars"] = OptimizerKind.Lars,
    };

    private static readonly Dictionary<string, LearningRateSchedule> Schedules = new()
    {
        ["inverse"] = LearningRateSchedule.Inverse, ["cosine"] = LearningRateSchedule.Cosine, ["cosine-to-zero"] = LearningRateSchedule.CosineToZero,
        ["linear"] = LearningRateSchedule.Linear, ["constant"] = LearningRateSchedule.Constant,
    };

    private static readonly Dictionary<string, Precision> Precisions = new() { ["fp32"] = Learning.Training.Precision.Float32, ["bf16"] = Learning.Training.Precision.BFloat16 };

    private static readonly Dictionary<string, ScoreKind> ScoreKinds = Enum.GetValues<ScoreKind>().ToDictionary(Scores.NameOf);

    /// <summary>The words of <c>precision</c>.</summary>
    public static IReadOnlyCollection<string> PrecisionWords => Precisions.Keys;

    /// <summary>Reads the key <c>precision</c>, which a job has for all of its stages and each stage for itself.</summary>
    public static Precision Precision(YamlFields fields, Precision fallback) => One(fields, "precision", Precisions, fallback);

    /// <param name="fields">The stage; its end is the caller's to look at.</param>
    /// <param name="precision">The job's.</param>
    /// <param name="pretraining">Is the classifier left alone, so that there are no answers to score?</param>
    /// <exception cref="Core.Errors.FewLabelsException">A value is out of range, or two keys don't go together.</exception>
    public static StageOptions Read(YamlFields fields, Precision precision, bool pretraining)
    {
        var defaults = new StageOptions();
        var options = new StageOptions
        {
            Steps = fields.Integer("steps", 1, 10_000_000, defaults.Steps),
            Batch = fields.Integer("batch", 8, 4096, defaults.Batch),
            TargetRatio = fields.Integer("target-ratio", 1, 16, defaults.TargetRatio),
            Accumulate = fields.Integer("accumulate", 1, 1024, defaults.Accumulate),
            Precision = Precision(fields, precision),
            Optimizer = One(fields, "optimizer", Optimizers, defaults.Optimizer),
            LearningRate = fields.Number("learning-rate", 1e-8, 100, defaults.LearningRate),
            Schedule = One(fields, "schedule", Schedules, defaults.Schedule),
            WarmUp = fields.Number("warm-up", 0, 1, defaults.WarmUp),
            Momentum = fields.Number("momentum", 0, 0.99999, defaults.Momentum),
            WeightDecay = fields.Number("weight-decay", 0, 1, defaults.WeightDecay),
            ClipNorm = fields.Has("clip-norm") ? fields.Number("clip-norm", 1e-6, 1e6, 1) : null,
            Average = fields.Number("average", 0, 0.99999, defaults.Average),
            Snapshots = Snapshots(fields),
            EarlyStop = EarlyStop(fields),
            CheckpointEvery = fields.Integer("checkpoint-every", 1, 10_000_000, defaults.CheckpointEvery),
        };
        if (fields.Has("momentum") && options.Optimizer is OptimizerKind.Adam or OptimizerKind.AdamW)
            throw fields.Refuse("'momentum' is of sgd and lars; adam and adamw have their own", "Take it out, or choose another optimizer.");
        if (options.EarlyStop is not null && options.Snapshots is not null)
            throw fields.Refuse("'early-stop' takes the network with the best score and 'swa' the mean of the last ones", "Choose one of them.");
        if (options.EarlyStop is not null && pretraining)
            throw fields.Refuse("'early-stop' scores answers, and pretraining gives none", "Set it on a stage that trains.");
        return options;
    }

    private static SnapshotOptions? Snapshots(YamlFields stage)
    {
        if (!stage.Has("swa"))
            return null;
        var (fields, defaults) = (stage.Map("swa"), new SnapshotOptions());
        var options = new SnapshotOptions { From = fields.Number("from", 0, 0.9999, defaults.From), Every = fields.Integer("every", 1, 10_000_000, defaults.Every) };
        fields.End();
        return options;
    }

    private static EarlyStopOptions? EarlyStop(YamlFields stage)
    {
        if (!stage.Has("early-stop"))
            return null;
        var (fields, defaults) = (stage.Map("early-stop"), new EarlyStopOptions());
        var options = new EarlyStopOptions
        {
            Score = One(fields, "score", ScoreKinds, defaults.Score),
            Patience = fields.Integer("patience", 1, 10_000_000, defaults.Patience),
            Every = fields.Integer("every", 1, 10_000_000, defaults.Every),
        };
        fields.End();
        return options;
    }

    private static T One<T>(YamlFields fields, string key, Dictionary<string, T> words, T fallback) where T : struct =>
        fields.Has(key) ? words[fields.Word(key, [.. words.Keys])] : fallback;
}
