using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;

namespace FewLabels.Sim.Learning.Training;

/// <summary>
/// All that decides what a stage makes of the weights that it starts from, in words: its options, its objectives' options, the network, the recipes of the views, the draws and the data. A stage
/// that was begun by one recipe and gone on with by another would end as something that neither describes.
/// </summary>
internal sealed class StageRecipe
{
    /// <summary>In a checkpoint's metadata, other words have names without it.</summary>
    private const string Prefix = "stage.";

    /// <summary>More tell no more: it is another stage.</summary>
    private const int MostTold = 4;

    private static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly SortedDictionary<string, string> _words = new(StringComparer.Ordinal);

    private StageRecipe()
    {
    }

    /// <summary>For the metadata of a checkpoint.</summary>
    public IReadOnlyDictionary<string, string> Words => _words;

    /// <param name="options">How the stage trains.</param>
    /// <param name="network">What is trained.</param>
    /// <param name="objectives">The terms of the loss, in order.</param>
    /// <param name="data">What it learns from: of images how many there are, of the labelled photos also which.</param>
    /// <param name="key">Of all draws.</param>
    public static StageRecipe Of(StageOptions options, NetworkShape network, IReadOnlyList<Objective> objectives, TrainingData data, StreamKey key)
    {
        var recipe = new StageRecipe();
        recipe.Add("", options);
        recipe.Add("network", network);
        recipe.Set("objectives", string.Join(", ", objectives.Select(objective => objective.Name)));
        foreach (var objective in objectives.Where(objective => objective.Options is not null))
            recipe.Add(objective.Name, objective.Options!);
        recipe.Set("seed and stage, as a hash", key.Open().NextBits().ToString("x16", CultureInfo.InvariantCulture));
        var views = objectives.SelectMany(objective => objective.Views).Distinct().ToArray();
        foreach (var kind in views.Select(Views.KindOf).Distinct())
            recipe.Set($"augmentation.{kind.ToString().ToLowerInvariant()}", data.Augmentation.Of(kind).Recipe);
        foreach (var view in views)
            recipe.Add(view, data);
        if (options.EarlyStop is not null && data.HeldOut is { } held)
            recipe.Set("held out", $"{Count(held.Renders.Count)}{(held.Photos is { } photos ? $" and {photos.Images.Count} photos" : "")}");
        return recipe;
    }

    /// <summary>Looks whether a checkpoint's stage is this one.</summary>
    /// <param name="words">The checkpoint's.</param>
    /// <param name="file">Its file, for the message.</param>
    /// <exception cref="FewLabelsException">It is another; what differs is named, old and new.</exception>
    public void Require(IReadOnlyDictionary<string, string> words, string file)
    {
        var names = words.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Concat(_words.Keys).Distinct().Order(StringComparer.Ordinal);
        var changes = names.Where(name => words.GetValueOrDefault(name) != _words.GetValueOrDefault(name))
            .Select(name => $"{name[Prefix.Length..]}: {words.GetValueOrDefault(name) ?? "(not said)"} → {_words.GetValueOrDefault(name) ?? "(not said)"}").ToArray();
        if (changes.Length > 0)
            throw new FewLabelsException($"The stage has changed since its checkpoint: {string.Join("; ", changes.Take(MostTold))}{(changes.Length > MostTold ? $"; and {changes.Length - MostTold} more" : "")}",
                file, "Go on with what it was made with, or train anew.");
    }

    private void Add(View view, TrainingData data)
    {
        switch (view)
        {
            case View.LabelledTarget when data.LabelledTarget is { } labelled:
                Set("data.labelled target", $"{Count(labelled.Count)} ({Fingerprint(labelled)})");
                break;
            case View.OracleTarget when data.Oracle is { } oracle:
                Set("data.oracle", Count(oracle.Labelled.Count));
                break;
            case var _ when Views.DomainOf(view) == Domain.Source:
                Set("data.source", $"{Count(data.Source.Count)}{(data.Source.PerClass is { } each ? $" ({string.Join(", ", each)} of each class)" : "")}");
                break;
            default:
                Set("data.target", Count(data.Target.Count));
                break;
        }
    }

    private void Add(string name, object options) => Add(name, JsonSerializer.SerializeToElement(options, options.GetType(), Readable));

    private void Add(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var part in value.EnumerateObject())
                Add(name.Length == 0 ? part.Name : $"{name}.{part.Name}", part.Value);
        else
            Set(name, value.ValueKind switch { JsonValueKind.Null => "none", JsonValueKind.String => value.GetString()!, _ => value.GetRawText() });
    }

    private void Set(string name, string value) => _words[Prefix + name] = value;

    private static string Count(long? images) => images is { } count ? $"{count} images" : "endless";

    // Few, and each counts: the same number of other photos is another training.
    private static string Fingerprint(LabelledImages images)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(images.Labels);
        sha.AppendData(images.Images.Pixels);
        return Convert.ToHexStringLower(sha.GetHashAndReset())[..12];
    }
}
