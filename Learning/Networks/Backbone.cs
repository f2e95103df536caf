using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>A kind of network that can be asked for by name.</summary>
/// <param name="Name">In job files and <c>model.json</c>.</param>
/// <param name="Purpose">What it is for, a line.</param>
/// <param name="Paper">Where it comes from.</param>
/// <param name="Sizes">Of images that it takes.</param>
/// <param name="HasBatchNorm">Whether a <see cref="BatchNormPolicy"/> means anything to it.</param>
/// <param name="Make">Makes it, weights drawn from torch's generator; its shape has been checked.</param>
public sealed record Backbone(string Name, string Purpose, string Paper, SizeRange Sizes, bool HasBatchNorm, Func<NetworkShape, Network> Make)
{
    /// <summary>The shape with all that it left open, if this backbone can have it.</summary>
    /// <param name="shape">As asked for.</param>
    /// <param name="where">Who asked, for the message.</param>
    /// <exception cref="FewLabelsException">A size, channels or classes that it does not take, a batch-norm policy where it has no batch norms, or a normalisation for other channels.</exception>
    public NetworkShape Check(NetworkShape shape, string where = "network")
    {
        if (!Sizes.Has(shape.Size))
            throw Refuse($"'{Name}' does not take images of {shape.Size} pixels", $"It takes {Sizes} pixels{Others(shape.Size)}.");
        if (shape.Channels is not (1 or 3))
            throw Refuse($"'{Name}' does not take images of {shape.Channels} channels", "It takes 1 (grey) or 3 (RGB).");
        if (shape.Classes.Count < 1)
            throw Refuse($"'{Name}' has no classes to tell apart", "Give at least one.");
        if (!HasBatchNorm && shape.BatchNorm is not null)
            throw Refuse($"'{Name}' has no batch norms, so that a policy for them would do nothing", $"Leave it out, or take a backbone that has some: {string.Join(", ", NetworkCatalog.All.Where(b => b.HasBatchNorm).Select(b => b.Name))}.");
        if (!shape.Normalisation.Suits(shape.Channels))
            throw Refuse($"The normalisation '{shape.Normalisation.Name}' is not for images of {shape.Channels} channel{(shape.Channels == 1 ? "" : "s")}", "It has a mean and a deviation for each of red, green and blue: take 3 channels, or leave it out.");
        return shape with { BatchNorm = HasBatchNorm ? shape.BatchNorm ?? BatchNormPolicy.PerDomain : null };

        FewLabelsException Refuse(string what, string remedy) => new(what, where, remedy, ExitCode.WrongUsage);
    }

    private static string Others(int size) =>
        NetworkCatalog.All.Where(b => b.Sizes.Has(size)).Select(b => b.Name).ToArray() is { Length: > 0 } others ? $"; {size} suits {string.Join(", ", others)}" : "";
}
