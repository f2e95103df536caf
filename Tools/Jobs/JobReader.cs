using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Holds a job file against what a job may say; the one place that knows its keys.</summary>
internal static class JobReader
{
    /// <exception cref="FewLabelsException">Unknown key, wrong type, value out of range, or parts that don't fit together.</exception>
    public static Job Read(YamlTree tree)
    {
        var root = tree.Root;
        var name = root.Text("name");
        if (name.StartsWith('.') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw root.Refuse($"The name '{name}' can't be a folder's", "Use letters, digits, '-', '_' and '.'.");
        var source = Source(root.Map("source"));
        var target = Target(root.Map("target"));
        var job = new Job(
            name,
            root.Integer("seed", 0, int.MaxValue, 1),
            source,
            target,
            Test(root.Map("test")),
            NetworkFields.Read(root.Map("network", required: false), source),
            Arms(root, name, target.Labels, AugmentationFields.Read(root, source.Symmetries, AugmentationSpec.Usual(source.Symmetries)), source.Symmetries, StageFields.Precision(root, Precision.Float32)),
            root.Text("outputs", Path.Combine("runs", name)))
        {
            Workers = root.Integer("workers", 0, 64, 0),
        };
        root.End();
        NetworkFields.RequirePhotos(job.Network, job.Arms, root);
        return job;
    }

    private static SourceSpec Source(YamlFields fields)
    {
        var scenario = Scenario(fields);
        var spec = new SourceSpec(
            scenario,
            DatasetFields.Read(fields, "train", grouped: true),
            fields.Integer("count", 10, 10_000_000, 20_000),
            fields.Integer("held-out", 100, 1_000_000, 2000),
            fields.Integer("size", 16, 256, 28),
            fields.Word("channels", ["1", "3"], "1") == "3" ? 3 : 1)
        {
            Live = fields.Flag("live"),
            Symmetries = AugmentationFields.Symmetries(fields) ?? scenario?.Create().Symmetries ?? Symmetries.None,
        };
        fields.End();
        if (spec.Live && spec.Scenario is null)
            throw fields.Refuse("'live' is for scenarios", "Take it out, or render.");
        if (spec.Live && fields.Has("count"))
            throw fields.Refuse("'live' renders without end, and 'count' says how many", "Take one of them out.");
        return (spec.Scenario is null) == (spec.Dataset is null)
            ? throw fields.Refuse($"A source is one of 'render' and a dataset ({Formats})", "Give exactly one of them.") : spec;
    }

    private static ScenarioRequest? Scenario(YamlFields fields)
    {
        var plugins = new ScenarioCatalog(fields.Texts("plugins"));
        var settings = fields.Changes("set");
        if (!fields.Has("render"))
            return plugins.Names.Count == Scenarios.Names.Count && settings.Count == 0 ? null : throw fields.Refuse("'plugins' and 'set' are for scenarios", "Take them out, or render.");
        var request = new ScenarioRequest(plugins, fields.Word("render", plugins.Names), settings);
        // Once in vain, so that a wrong parameter is named before anything runs.
        request.Create();
        return request;
    }

    private static PhotosSpec Target(YamlFields fields)
    {
        var spec = new PhotosSpec(Photos(fields, "train", trainedOn: true), DatasetFields.Labels(fields, LabelsSpec.None));
        fields.End();
        return spec;
    }

    private static DatasetSpec Test(YamlFields fields)
    {
        var spec = Photos(fields, "test", trainedOn: false);
        fields.End();
        return spec;
    }

    private static DatasetSpec Photos(YamlFields fields, string split, bool trainedOn) => DatasetFields.Read(fields, split, grouped: trainedOn, unlabelled: trainedOn)
        ?? throw fields.Refuse("No photos are named", $"Give exactly one of: {Formats}.");

    private static string Formats => string.Join(", ", DatasetReaders.Formats.Order(StringComparer.Ordinal));

    private static List<ArmSpec> Arms(YamlFields root, string name, LabelsSpec labels, AugmentationSpec augmentation, Symmetries declared, Precision precision)
    {
        if (root.Has("arms") == root.Has("stages"))
            throw root.Refuse("A job has 'stages', or 'arms' with stages each", "Give exactly one of them.");
        if (root.Has("stages"))
            return [new(name, null, labels, augmentation, Stages(root, labels, augmentation, precision))];
        var arms = new List<ArmSpec>();
        var map = root.Map("arms");
        foreach (var key in map.Keys)
        {
            var fields = map.Map(key);
            var earlier = arms.Select(a => a.Name).ToArray();
            var own = DatasetFields.Labels(fields, labels);
            var from = fields.Has("from") ? fields.Word("from", earlier) : null;
            var views = AugmentationFields.Read(fields, declared, augmentation);
            arms.Add(new(key, from, own, views, Stages(fields, own, views, precision)));
            fields.End();
        }
        return arms.Count > 0 ? arms : throw map.Refuse("There are no arms", "Add one: its name, then its stages.");
    }

    private static List<StageSpec> Stages(YamlFields fields, LabelsSpec labels, AugmentationSpec augmentation, Precision precision)
    {
        var stages = new List<StageSpec>();
        foreach (var (kind, options) in fields.Named("stages"))
        {
            stages.Add(kind switch
            {
                "pretrain" => new(StageFields.Read(options, precision, pretraining: true), ObjectiveReader.Pretraining(options)),
                "train" => new(StageFields.Read(options, precision, pretraining: false), ObjectiveReader.Training(options, labels.Budget)),
                _ => throw options.Refuse($"Unknown stage '{kind}'", "A stage is one of: pretrain, train."),
            });
            options.End();
            var views = stages[^1].Views();
            if (augmentation.Create().LacksLabels(views))
                throw options.Refuse("'ct-augment' learns from labelled images, and this stage has none", "Add 'supervised' or 'supervised-target' to its objectives, or choose another recipe for its views.");
        }
        return stages.Count > 0 ? stages : throw fields.Refuse("There are no stages", "Add one: - train: { objectives: [ supervised ] }");
    }
}
