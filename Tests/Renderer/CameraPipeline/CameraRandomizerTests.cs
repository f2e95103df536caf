using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.CameraPipeline;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Camera;
using FewLabels.Sim.Renderer.Scenarios;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class CameraRandomizerTests
{
    [Fact]
    public void Over_many_images_every_stage_is_used_and_every_setting_is_in_range()
    {
        var seen = Photos(new Plain(CameraRandomizers.All()), 300);
        Assert.All(seen, photo =>
        {
            Assert.InRange(photo.Exposure, -2, 2);
            Assert.InRange(photo.Vignetting, 0, 1);
            Assert.InRange(photo.JpegQuality, 0, 100);
            Assert.True(photo.WhiteBalance.X > 0.5f && photo.WhiteBalance.Z > 0.5f);
            Assert.Equal(3, photo.FocusDistance, 0.751f);
        });
        Assert.InRange(seen.Count(photo => photo.MotionLength > 0), 60, 120);
        Assert.InRange(seen.Count(photo => photo.DefocusRadius > 0), 45, 105);
        Assert.InRange(seen.Count(photo => photo.Demosaic), 115, 185);
        Assert.InRange(seen.Count(photo => photo.JpegQuality > 0), 175, 245);
        var settings = new Func<CameraSettings, object>[]
        {
            p => p.Exposure, p => p.WhiteBalance, p => p.Vignetting, p => p.ChromaticAberration, p => p.DefocusRadius, p => p.Aperture, p => p.FocusDistance,
            p => p.MotionLength, p => p.MotionAngle, p => p.ShotNoise, p => p.ReadNoise, p => p.NoiseKey, p => p.Gamma, p => p.Contrast, p => p.Brightness,
            p => p.Saturation, p => p.Shoulder, p => p.Sharpening, p => p.JpegQuality,
        };
        Assert.All(settings, setting => Assert.True(seen.Select(setting).Distinct().Count() > 10));
    }

    [Fact]
    public void Equal_indices_get_equal_cameras_and_others_get_others()
    {
        var (one, again) = (Photos(new Plain(CameraRandomizers.All()), 4), Photos(new Plain(CameraRandomizers.All()), 4));
        Assert.Equal(one, again);
        Assert.NotEqual(one[0], one[1]);
    }

    [Fact]
    public void A_stage_that_is_switched_off_leaves_its_settings()
    {
        var randomizers = CameraRandomizers.All();
        foreach (var randomizer in randomizers)
            randomizer.Enabled = false;
        Assert.All(Photos(new Plain(randomizers), 5), photo => Assert.Equal(new CameraSettings(), photo));
    }

    [Fact]
    public void One_stage_switched_off_changes_no_other_stages_draws()
    {
        var randomizers = CameraRandomizers.All();
        randomizers.Single(randomizer => randomizer is ExposureRandomizer).Enabled = false;
        var (without, with) = (Photos(new Plain(randomizers), 6), Photos(new Plain(CameraRandomizers.All()), 6));
        Assert.Equal(with.Select(photo => photo with { Exposure = 0 }), without);
    }

    [Fact]
    public void Every_parameter_is_explained_has_the_cameras_target_and_allows_what_it_draws()
    {
        foreach (var parameter in CameraRandomizers.All().SelectMany(randomizer => randomizer.Parameters).Cast<Parameter>())
        {
            Assert.Equal("camera", parameter.Target);
            Assert.NotEmpty(parameter.About);
            if (parameter.Sampler.Choices is not null)
                continue;
            Assert.NotEqual(Allowed.Any, parameter.Allowed);
            for (var i = 0; i < 500; i++)
                Assert.InRange(parameter.Sampler.Sample(StreamKey.Of(i).Open(), 0), parameter.Allowed.Min, parameter.Allowed.Max);
        }
    }

    [Fact]
    public void Every_camera_develops_an_image()
    {
        var light = Pictures.Random(28, 28);
        var depth = Enumerable.Repeat(3f, 28 * 28).ToArray();
        var photos = Photos(new Plain(CameraRandomizers.All()), 20).Select(settings => Convert.ToHexString(Pictures.Develop(light, settings, 3, depth)));
        Assert.Equal(20, photos.Distinct().Count());
    }

    private static CameraSettings[] Photos(Scenario scenario, int count)
    {
        var iteration = new Iteration(new Scene());
        var photos = new CameraSettings[count];
        for (var i = 0; i < count; i++)
        {
            scenario.Build(iteration, 1, i, new float[scenario.Columns.Count]);
            photos[i] = iteration.Scene.Photo with { };
        }
        return photos;
    }

    /// <summary>A subject 3 m before the camera.</summary>
    private sealed class Plain(IReadOnlyList<Randomizer> randomizers) : Scenario("plain", ["thing"], randomizers)
    {
        protected override void OnIterationStart(Iteration iteration)
        {
            base.OnIterationStart(iteration);
            iteration.Scene.Camera.Transform.LocalPosition = new(0, 1, 0);
            iteration.Scene.Camera.Transform.LookAt(new(5, 1, 0), Vector3.UnitY);
            iteration.Subject.Transform.Position = new(3, 0.5f, 0.2f);
        }
    }
}
