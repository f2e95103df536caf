using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Objectives;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The keys of a job file about augmentation: <c>augmentation: { weak: …, strong: …, pair: … }</c> and <c>symmetries: […]</c>.</summary>
internal static class AugmentationFields
{
    /// <summary>Reads recipes: a name, or a list of operations, each alone or with its numbers.</summary>
    /// <param name="parent">The job or an arm.</param>
    /// <param name="declared">What leaves the classes what they are.</param>
    /// <param name="otherwise">Where nothing is said.</param>
    /// <exception cref="FewLabelsException">A name is unknown, a number out of range, or a recipe changes classes.</exception>
    public static AugmentationSpec Read(YamlFields parent, Symmetries declared, AugmentationSpec otherwise)
    {
        var fields = parent.Map("augmentation", required: false);
        var spec = otherwise;
        foreach (var kind in Enum.GetValues<ViewKind>())
        {
            var key = NameOf(kind);
            if (!fields.Has(key))
                continue;
            var recipe = fields.IsList(key) ? List(fields, key) : RecipeCatalog.Find(fields.Text(key), fields.PlaceOf(key));
            LabelSafety.Require(recipe, declared, fields.PlaceOf(key), "write in 'source' symmetries:", safe => $"write {key}: {safe.List}");
            spec = spec.With(kind, recipe);
        }
        fields.End();
        return spec;
    }

    /// <summary>Reads <c>symmetries</c>: a list, or <c>none</c>; null if the key is missing.</summary>
    /// <exception cref="FewLabelsException">A word is unknown.</exception>
    public static Symmetries? Symmetries(YamlFields fields)
    {
        const string Key = "symmetries";
        if (!fields.Has(Key))
            return null;
        return SymmetryNames.Parse(fields.IsList(Key) ? fields.Texts(Key) : [fields.Text(Key)], fields.PlaceOf(Key));
    }

    /// <summary>The key of a kind of view.</summary>
    public static string NameOf(ViewKind kind) => kind switch { ViewKind.Strong => "strong", ViewKind.Pair => "pair", _ => "weak" };

    private static Recipe List(YamlFields fields, string key)
    {
        var operations = new List<OperationChoice>();
        foreach (var (name, options) in fields.Named(key))
        {
            var place = options.Where;
            var kind = OperationCatalog.Find(name, place);
            var values = kind.Parameters.Where(parameter => options.Has(parameter.Name)).ToDictionary(parameter => parameter.Name, parameter => parameter.Whole
                ? options.Integer(parameter.Name, (int)parameter.Least, (int)parameter.Most)
                : options.Number(parameter.Name, parameter.Least, parameter.Most, parameter.Default));
            options.End();
            operations.Add(new(kind, values, place));
        }
        return new("list", "As the job has it.", operations);
    }
}
