using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

/// <summary>What holds of every operation and every recipe.</summary>
public sealed class CatalogTests
{
    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(kind => kind.Name)];

    public static TheoryData<string> Recipes => [.. RecipeCatalog.All.Select(recipe => recipe.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_batch_is_its_images_one_by_one_and_hangs_on_keys_alone(string name)
    {
        using var scope = NewDisposeScope();
        var operation = Certain(OperationCatalog.Find(name)).Create();
        foreach (var (channels, side) in new[] { (1, 28), (3, 32) })
        {
            var images = Pictures.Batch(40, channels, side);
            var keys = Pictures.Keys(40);
            var all = operation.Apply(images, keys);
            Assert.Equal(images.shape, all.shape);
            // In another order, in memory with channels innermost, and alone.
            var order = Enumerable.Range(0, 40).Reverse().ToArray();
            var turned = operation.Apply(images[tensor(order.Select(i => (long)i).ToArray())].permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2), Array.ConvertAll(order, i => keys[i]));
            for (var i = 0; i < 40; i++)
            {
                Assert.Equal(Pictures.Values(all[i]), Pictures.Values(turned[39 - i]));
                if (i % 8 == 0)
                    Assert.Equal(Pictures.Values(all[i]), Pictures.Values(operation.Apply(images.slice(0, i, i + 1, 1), keys.AsSpan(i, 1))[0]));
            }
            Assert.Equal(Pictures.Values(all), Pictures.Values(operation.Apply(images, keys)));
            if (channels == 3 || name != "grey")
                Assert.NotEqual(Pictures.Values(all), Pictures.Values(operation.Apply(images, Pictures.Keys(40, seed: 2))));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Results_are_numbers_from_0_to_1_and_the_images_stay_as_they_are(string name)
    {
        using var scope = NewDisposeScope();
        var operation = Certain(OperationCatalog.Find(name)).Create();
        // Flat images too: some operations divide by an image's spread.
        foreach (var images in new[] { Pictures.Batch(60, 3, 32), Pictures.Batch(60, 1, 28), zeros(60, 3, 8, 8), ones(60, 3, 8, 8), full([60, 1, 9, 9], 0.25) })
        {
            var before = images.clone();
            var after = operation.Apply(images, Pictures.Keys((int)images.shape[0]));
            Assert.Equal(Pictures.Values(before), Pictures.Values(images));
            Assert.All(Pictures.Values(after), value => Assert.InRange(value, 0, 1));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_grey_image_in_three_channels_is_changed_as_in_one(string name)
    {
        using var scope = NewDisposeScope();
        var operation = Certain(OperationCatalog.Find(name)).Create();
        var grey = Pictures.Batch(40, 1, 28);
        var one = operation.Apply(grey, Pictures.Keys(40)).expand(40, 3, 28, 28);
        var three = operation.Apply(grey.expand(40, 3, 28, 28), Pictures.Keys(40));
        // A threshold may lie between a level and its brightness as the sum of three, so a few pixels may differ; and where contrast was lost, rounding is spread over all levels.
        var apart = (one - three).abs().gt(2e-3).to(float32).mean().item<float>();
        Assert.True(apart < 0.01, $"{apart}");
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_leaks_no_tensor_and_gives_other_views_for_other_keys(string name)
    {
        using var outer = NewDisposeScope();
        var augmenter = RecipeCatalog.Find(name).Create();
        var images = Pictures.Batch(8, 3, 32);
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++)
        {
            using var scope = NewDisposeScope();
            var (first, second) = (augmenter.Apply(images, Pictures.Keys(8, i)), augmenter.Apply(images, Pictures.Keys(8, i + 100)));
            if (name != "none")
                Assert.False(allclose(first, second));
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void One_more_operation_changes_none_of_the_others_draws()
    {
        using var scope = NewDisposeScope();
        var images = Pictures.Batch(20, 3, 32);
        var (flip, grey) = (Of("flip"), Of("grey"));
        // A grey image mirrored is a mirrored image made grey: only the draws could make a difference.
        var both = new Augmenter(flip, grey).Apply(images, Pictures.Keys(20));
        var reversed = new Augmenter(grey, flip).Apply(images, Pictures.Keys(20));
        Assert.True(allclose(both, reversed, rtol: 0, atol: 1e-6));
        // The same operation twice draws twice.
        var twice = new Augmenter(flip, Of("flip")).Apply(images, Pictures.Keys(20));
        Assert.InRange(Enumerable.Range(0, 20).Count(i => allclose(twice[i], images[i])), 3, 17);

        static Operation Of(string name) => new OperationChoice(OperationCatalog.Find(name)).Create();
    }

    [Fact]
    public void Operations_of_a_recipe_draw_independently()
    {
        using var scope = NewDisposeScope();
        // A single bright corner tells both mirrors: with one stream for the two they would always go together.
        var corner = zeros(400, 1, 2, 2);
        corner[TensorIndex.Colon, 0, 0, 0] = 1;
        var both = new Augmenter(new OperationChoice(OperationCatalog.Find("flip")).Create(), new OperationChoice(OperationCatalog.Find("flip-vertical")).Create()).Apply(corner, Pictures.Keys(400));
        Assert.All(Pictures.Values(both.sum([0, 1]).view(4)), count => Assert.InRange(count, 70, 130));
    }

    [Fact]
    public void The_recipes_unless_said_are_those_that_the_demo_was_measured_with()
    {
        foreach (var (name, options) in new[] { ("nudge", DistortionOptions.Nudge), ("distort", DistortionOptions.Distort), ("distort-pair", DistortionOptions.DistortPair) })
        {
            var operation = Assert.Single(RecipeCatalog.Find(name).Operations);
            // Degrees there and back, to the last bit: the demo's batches hang on it.
            Assert.Equal(options, DistortKind.Options(new(operation.Values)));
        }
        Assert.Equal(["nudge", "distort", "distort-pair"], new[] { ViewKind.Weak, ViewKind.Strong, ViewKind.Pair }.Select(kind => RecipeCatalog.DefaultOf(kind).Name));
    }

    [Fact]
    public void Values_are_held_against_their_ranges()
    {
        Assert.Contains("It must be a number from 0 to 1", Refused("cutout", "size", 1.5), StringComparison.Ordinal);
        Assert.Contains("whole number", Refused("rand-augment", "operations", 1.5), StringComparison.Ordinal);
        Assert.Contains("number from 0 to 1", Refused("cutout", "size", double.NaN), StringComparison.Ordinal);
        Assert.Contains("did you mean 'size'", Refused("cutout", "sise", 0.5), StringComparison.Ordinal);
        Assert.Contains("least can't be above", Refused("blur", "least-sigma", 3), StringComparison.Ordinal);
        Assert.Contains("It takes none", Refused("auto-augment", "level", 3), StringComparison.Ordinal);
        Assert.Contains("did you mean 'cutout'", Assert.Throws<FewLabelsException>(() => OperationCatalog.Find("cutuot")).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'simclr'", Assert.Throws<FewLabelsException>(() => RecipeCatalog.Find("simcrl")).Message, StringComparison.Ordinal);

        static string Refused(string operation, string parameter, double value) =>
            Assert.Throws<FewLabelsException>(() => new OperationChoice(OperationCatalog.Find(operation)).With(parameter, value)).Message;
    }

    /// <summary>The operation on every image: what happens to one in five would hide in a small batch.</summary>
    private static OperationChoice Certain(OperationKind kind) => kind.Parameters.Any(parameter => parameter.Name == "chance") && kind.Name is not ("flip" or "flip-vertical" or "half-turn" or "auto-contrast" or "equalise" or "invert" or "grey")
        ? new OperationChoice(kind).With("chance", 1) : new OperationChoice(kind);
}
