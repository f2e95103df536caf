using System.Globalization;
using System.Text;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.Writers;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary><c>data.yaml</c>: what a YOLO dataset is.</summary>
/// <param name="Template">The names of the keypoints, of a pose.</param>
internal sealed record YoloData(YoloTask Task, IReadOnlyList<string>? Template)
{
    public const string FileName = "data.yaml";

    /// <summary>
    /// The file. It has no <c>path</c>: Ultralytics then takes the file's own folder, so that a dataset may be moved. Strings are quoted as JSON does, which is YAML too.
    /// </summary>
    public byte[] Encode(DatasetPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {OneLine(plan.Producer)}: {OneLine(plan.Scenario)}, seed {plan.Seed}. Task: {Task.ToString().ToLowerInvariant()}.\n");
        text.Append("# Paths are relative to this file. Nothing is held back: name other images for val, photos at best, or train and val are the same.\n");
        text.Append("train: images\nval: images\n");
        text.Append(CultureInfo.InvariantCulture, $"nc: {plan.Classes.Count}\nnames:\n");
        for (var i = 0; i < plan.Classes.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"  {i}: {Quoted(plan.Classes[i])}\n");
        if (Template is null)
            return Encoding.UTF8.GetBytes(text.ToString());
        text.Append(CultureInfo.InvariantCulture, $"kpt_shape: [{Template.Count}, 3]\n");
        // Without it Ultralytics mirrors no image, which is right for points of which we don't know what a mirror makes of them.
        if (MirroredKeypoints.Of(Template) is { } mirrored)
            text.Append(CultureInfo.InvariantCulture, $"flip_idx: [{string.Join(", ", mirrored)}]\n");
        text.Append("kpt_names:\n");
        for (var i = 0; i < plan.Classes.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"  {i}: [{string.Join(", ", Template.Select(Quoted))}]\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public bool Same(YoloData other) => Task == other.Task && (Template ?? []).SequenceEqual(other.Template ?? []);

    public override string ToString() => Template is null ? $"{Task}" : $"{Task} of {string.Join(", ", Template)}";

    private static string Quoted(string text) => Encoding.UTF8.GetString(DatasetFolder.ToJson(SoloJson.Compact, json => json.WriteStringValue(text)));

    private static string OneLine(string text) => new([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
