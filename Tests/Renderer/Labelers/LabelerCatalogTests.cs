using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Scenarios;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class LabelerCatalogTests
{
    [Fact]
    public void Every_labeler_is_made_by_its_own_name_and_labels()
    {
        var scenario = new Figures("head", "hand");
        Assert.Equal(15, LabelerCatalog.Names.Count);
        Assert.Equal(LabelerCatalog.Names, LabelerCatalog.NamesFor(scenario));
        var frame = RandomScenes.Make(1).Draw();
        foreach (var name in LabelerCatalog.Names)
        {
            var labeler = LabelerCatalog.Create(name, scenario);
            Assert.Equal(name, labeler.Name);
            Assert.Equal(name, labeler.Label(frame).Labeler);
        }
    }

    [Fact]
    public void Every_kind_of_labeler_is_in_the_catalog()
    {
        var kinds = typeof(Labeler).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Labeler)));
        Assert.Equal(kinds.ToHashSet(), LabelerCatalog.Names.Select(name => LabelerCatalog.Create(name, new Figures("head")).GetType()).ToHashSet());
    }

    [Fact]
    public void Labelers_read_only_the_buffers_that_they_ask_for()
    {
        foreach (var name in LabelerCatalog.Names)
        {
            var labeler = LabelerCatalog.Create(name, new Figures("head"));
            var whole = RandomScenes.Make(2).Draw(RandomScenes.Make(2, moved: true));
            var asked = new FewLabels.Sim.Renderer.Frames.FrameView
            {
                Scene = whole.Scene,
                Next = whole.Next,
                Objects = labeler.Needs.HasFlag(FrameBuffers.Objects) ? whole.Objects : default,
                Depth = labeler.Needs.HasFlag(FrameBuffers.Depth) ? whole.Depth : default,
                Normals = labeler.Needs.HasFlag(FrameBuffers.Normals) ? whole.Normals : default,
                Coverage = labeler.Needs.HasFlag(FrameBuffers.Coverage) ? whole.Coverage : null,
            };
            Assert.Equivalent(labeler.Label(whole), labeler.Label(asked), strict: true);
        }
    }

    [Fact]
    public void Names_come_once_each_in_their_order() =>
        Assert.Equal(["range", "depth"], LabelerCatalog.Create(["range", "depth", "range"], new Figures()).Select(labeler => labeler.Name));

    [Fact]
    public void An_unknown_name_is_told_with_those_that_there_are()
    {
        var error = Assert.Throws<FewLabelsException>(() => LabelerCatalog.Create("bounding-box", new Figures()));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.Contains("'bounding-box'", error.What);
        Assert.All(LabelerCatalog.Names, name => Assert.Contains(name, error.Remedy));
    }

    [Fact]
    public void A_scenario_without_keypoints_has_no_keypoint_labeler()
    {
        Assert.DoesNotContain("keypoints", LabelerCatalog.NamesFor(new Figures()));
        Assert.Contains("no keypoints", Assert.Throws<FewLabelsException>(() => LabelerCatalog.Create("keypoints", new Figures())).What);
    }

    private sealed class Figures : Scenario
    {
        public Figures(params string[] template)
            : base("figures", ["a", "b", "c", "d", "e"], []) => KeypointTemplate = template;
    }
}
