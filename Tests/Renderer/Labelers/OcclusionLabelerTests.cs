using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Occlusions;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.MaskLabelerTests;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class OcclusionLabelerTests
{
    [Fact]
    public void Half_in_the_frame_hidden_free_and_outside()
    {
        var scene = new RayCaster(20, 20, focalX: 1, focalY: 1, orthographic: true);
        scene.AddBall(new(-10, 0, 50), 4);
        scene.AddBall(new(5, 0, 50), 3, 1);
        scene.AddBall(new(5, 0, 40), 4, 2);
        scene.AddBall(new(40, 0, 50), 3, 3);
        var shares = Label<Occlusion>(new OcclusionLabeler(), scene.Draw()).Instances;
        Assert.Equal([new(1, 0, 1, 0.5f), new(2, 1, 0, 1), new(3, 2, 1, 1)], shares);
        Assert.Equal(0.5f, shares[0].VisibilityInFrame);
    }

    [Fact]
    public void Shares_are_those_of_single_rays()
    {
        var partly = 0;
        for (var seed = 400; seed < 430; seed++)
        {
            var frame = RandomScenes.Make(seed).Draw();
            var shares = Label<Occlusion>(new OcclusionLabeler(), frame).Instances;
            Assert.Equal(frame.Coverage!.Index().Where(c => c.Item.PixelsInFrame > 0).Select(c => c.Index + 1), shares.Select(share => share.InstanceId));
            foreach (var share in shares)
            {
                var coverage = frame.Coverage![share.InstanceId - 1];
                var visible = Enumerable.Range(0, frame.Width * frame.Height).Count(i => frame.InstanceAt(i) == share.InstanceId);
                Assert.Equal((float)visible / coverage.PixelsInFrame, share.PercentVisible, 1e-6f);
                Assert.Equal((float)coverage.PixelsInFrame / coverage.Pixels, share.PercentInFrame, 1e-6f);
                Assert.Equal((float)visible / coverage.Pixels, share.VisibilityInFrame, 1e-6f);
                partly += share.PercentVisible is > 0 and < 1 ? 1 : 0;
            }
        }
        Assert.True(partly > 10);
    }

    [Fact]
    public void A_silhouette_that_is_a_pixel_short_gives_no_share_above_one()
    {
        var scene = new RayCaster(20, 20, focalX: 1, focalY: 1, orthographic: true);
        scene.AddBall(new(0, 0, 50), 4);
        var frame = scene.Draw();
        var short1 = frame.Coverage![0] with { Pixels = 50, PixelsInFrame = 50 };
        FrameView trimmed = new() { Scene = frame.Scene, Objects = frame.Objects, Coverage = [short1] };
        Assert.Equal([new InstanceOcclusion(1, 0, 1, 1)], Label<Occlusion>(new OcclusionLabeler(), trimmed).Instances);
    }
}
