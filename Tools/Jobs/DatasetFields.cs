using System.Globalization;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The keys of a job file that name images on disk and labels of them.</summary>
internal static class DatasetFields
{
    /// <summary>Reads <c>FORMAT: PATH</c> and what goes with it.</summary>
    /// <param name="fields">The mapping; its end is the caller's to look at.</param>
    /// <param name="split">The split unless one is given.</param>
    /// <param name="grouped">Is it trained on, so that <c>group</c>, <c>cache</c> and <c>strict</c> are of use?</param>
    /// <param name="unlabelled">Are <c>follow-links</c> and <c>hidden</c> of use here? Images with labels are those that their dataset names.</param>
    /// <returns>Null where no format is named.</returns>
    /// <exception cref="FewLabelsException">Two formats, or a value that can't be.</exception>
    public static DatasetSpec? Read(YamlFields fields, string split, bool grouped, bool unlabelled = false)
    {
        var formats = DatasetReaders.Formats.Where(fields.Has).ToArray();
        if (formats.Length > 1)
            throw fields.Refuse($"'{formats[0]}' and '{formats[1]}' both name images", "Give exactly one of them.");
        if (formats is not [var format])
            return null;
        return new(format, fields.Text(format), fields.Text("split", split), fields.PlaceOf(format))
        {
            SplitFile = fields.Has("split-file") ? fields.Text("split-file") : null,
            Crop = fields.Has("crop") ? fields.Number("crop", 0.1, 10, 1) : null,
            Group = grouped && fields.Has("group") ? GroupRule.Parse(fields.Text("group"), fields.PlaceOf("group")) : null,
            Cache = grouped ? fields.Bytes("cache", DatasetSpec.DefaultCache) : DatasetSpec.DefaultCache,
            Photos = new()
            {
                Strict = grouped && fields.Flag("strict"),
                FollowLinks = unlabelled && fields.Flag("follow-links"),
                Hidden = unlabelled && fields.Flag("hidden"),
                Limits = Limits(fields.Map("limits", required: false)),
            },
            Columns = format == "csv" ? Columns(fields) : null,
        };
    }

    /// <summary>Reads <c>labels-per-class: K</c>, <c>labels: SHARE</c> or <c>labels: FILE</c>.</summary>
    /// <exception cref="FewLabelsException">Both keys, or a number that is no share.</exception>
    public static LabelsSpec Labels(YamlFields fields, LabelsSpec fallback)
    {
        if (fields.Has("labels-per-class") && fields.Has("labels"))
            throw fields.Refuse("'labels-per-class' and 'labels' both say which photos are labelled", "Give one of them.");
        if (fields.Has("labels-per-class"))
            return new(LabelBudget.OfEachClass(fields.Integer("labels-per-class", 0, 100_000)), fields.PlaceOf("labels-per-class"));
        if (!fields.Has("labels"))
            return fallback;
        var text = fields.Text("labels");
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
            return new(LabelBudget.OfList(text), fields.PlaceOf("labels"));
        // A whole 1 would be one label to some and all labels to others.
        return share is > 0 and < 1 ? new(LabelBudget.OfShare(share), fields.PlaceOf("labels"))
            : throw fields.Wrong("labels", $"a share of each class, above 0 and below 1, or the path of a list; for a number of each class write labels-per-class: {(share >= 1 ? text : "10")}");
    }

    private static DecodeLimits Limits(YamlFields fields)
    {
        var known = new DecodeLimits();
        var limits = new DecodeLimits(
            Mebi("file", known.Bytes), fields.Integer("width", 1, 1 << 20, known.Width), fields.Integer("height", 1, 1 << 20, known.Height),
            Mebi("pixels", known.Pixels), fields.Integer("frames", 1, int.MaxValue, known.Frames), fields.Integer("scans", 1, 100_000, known.Scans), Mebi("memory", known.Memory));
        fields.End();
        return limits;

        // In units of 2^20: MiB and about as many million pixels.
        long Mebi(string key, long fallback) => (long)(fields.Number(key, 0.001, 1 << 20, fallback / (double)(1 << 20)) * (1 << 20));
    }

    private static CsvColumns? Columns(YamlFields fields)
    {
        if (!fields.Has("columns"))
            return null;
        var names = fields.Map("columns");
        string? Name(string key) => names.Has(key) ? names.Text(key) : null;
        var columns = new CsvColumns(Name("path"), Name("class"), Name("split"), Name("x"), Name("y"), Name("width"), Name("height"));
        names.End();
        return columns;
    }
}
