using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

public sealed class LabelSafetyTests
{
    [Theory]
    [InlineData("flip", Symmetries.FlipHorizontal)]
    [InlineData("flip-vertical", Symmetries.FlipVertical)]
    [InlineData("turn", Symmetries.Rotate90)]
    [InlineData("half-turn", Symmetries.Rotate180)]
    public void Mirrors_and_turns_ask_for_their_symmetry_and_for_no_other(string operation, Symmetries needs)
    {
        var recipe = Of(new OperationChoice(OperationCatalog.Find(operation)));
        foreach (var declared in new[] { Symmetries.None, Symmetries.FlipHorizontal, Symmetries.FlipVertical, Symmetries.Rotate180, Symmetries.Rotate90 })
        {
            var allowed = declared == needs || (declared == Symmetries.Rotate90 && needs == Symmetries.Rotate180);
            Assert.Equal(allowed, LabelSafety.Of(recipe, declared).Count == 0);
            Assert.Equal(allowed ? 1 : 0, LabelSafety.Fit(recipe, declared).Operations.Count);
        }
        // A chance of 0 is no mirror.
        Assert.Empty(LabelSafety.Of(Of(recipe.Operations[0].With("chance", 0)), Symmetries.None));
    }

    [Fact]
    public void Turns_beyond_45_degrees_ask_for_quarter_turns()
    {
        var rotate = new OperationChoice(OperationCatalog.Find("rotate"));
        Assert.Empty(LabelSafety.Of(Of(rotate.With("angle", 45)), Symmetries.None));
        Assert.Single(LabelSafety.Of(Of(rotate.With("angle", 46)), Symmetries.FlipHorizontal | Symmetries.FlipVertical));
        Assert.Empty(LabelSafety.Of(Of(rotate.With("angle", 180)), Symmetries.Rotate90));
        // Brought back to what is safe, and not thrown out.
        Assert.Equal(45, Assert.Single(LabelSafety.Fit(Of(rotate.With("angle", 90)), Symmetries.None).Operations).Values["angle"]);
        var affine = new OperationChoice(OperationCatalog.Find("affine")).With("rotation", 90).With("shear", 0.5);
        var safe = Assert.Single(LabelSafety.Fit(Of(affine), Symmetries.None).Operations);
        Assert.Equal((45, 0.5), (safe.Values["rotation"], safe.Values["shear"]));
    }

    [Fact]
    public void Symmetries_follow_from_others()
    {
        Assert.Equal(Symmetries.FlipHorizontal | Symmetries.FlipVertical | Symmetries.Rotate180, (Symmetries.FlipHorizontal | Symmetries.FlipVertical).Closure());
        Assert.Equal(Symmetries.FlipHorizontal | Symmetries.FlipVertical | Symmetries.Rotate180, (Symmetries.FlipVertical | Symmetries.Rotate180).Closure());
        Assert.Equal(Symmetries.Rotate90 | Symmetries.Rotate180, Symmetries.Rotate90.Closure());
        Assert.Equal(Symmetries.FlipHorizontal, Symmetries.FlipHorizontal.Closure());
        foreach (var word in SymmetryNames.All)
            Assert.Equal(word, SymmetryNames.Write(SymmetryNames.Parse([word], "here")));
        Assert.Contains("did you mean 'flip-horizontal'", Assert.Throws<FewLabelsException>(() => SymmetryNames.Parse(["flip-horizonal"], "here")).Message, StringComparison.Ordinal);
        Assert.Throws<FewLabelsException>(() => SymmetryNames.Parse(["none", "rotate-90"], "here"));
    }

    [Fact]
    public void Scenarios_declare_what_their_classes_survive()
    {
        Assert.Equal(Symmetries.FlipHorizontal, Scenarios.Create("garments").Symmetries);
        Assert.Equal(Symmetries.FlipHorizontal | Symmetries.FlipVertical | Symmetries.Rotate90, Scenarios.Create("dice").Symmetries);
        foreach (var name in new[] { "glyphs", "handwriting", "pictures" })
            Assert.Equal(Symmetries.None, Scenarios.Create(name).Symmetries);
    }

    [Fact]
    public void The_refusal_says_what_where_and_what_to_do()
    {
        var error = Assert.Throws<FewLabelsException>(() => LabelSafety.Require(RecipeCatalog.Find("rand-augment"), Symmetries.Rotate180, "job.yaml, line 7", "declare", safe => $"write {safe.List}"));
        Assert.Equal("'flip' changes classes that don't survive flip-horizontal; declared is: rotate-180 (job.yaml, line 7). "
            + "If an image so changed keeps its class, declare flip-horizontal, rotate-180; if not, write [shift, rand-augment, cutout].", error.Message);
        LabelSafety.Require(RecipeCatalog.Find("rand-augment"), Symmetries.FlipHorizontal, "", "", _ => "");
        LabelSafety.Require(RecipeCatalog.Find("nudge"), Symmetries.None, "", "", _ => "");
    }

    private static Recipe Of(params OperationChoice[] operations) => new("list", "", operations);
}
