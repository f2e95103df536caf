using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class PhotoPipelineTests
{
    private const string Switch = "DOTNET_EnableHWIntrinsic", WideSwitch = "DOTNET_EnableAVX2";

    private static readonly CameraSettings AllOn = new()
    {
        Exposure = 0.3f, WhiteBalance = new(1.1f, 1, 0.9f), Vignetting = 0.3f, ChromaticAberration = 0.02f, DefocusRadius = 0.05f, Aperture = 0.08f,
        MotionLength = 0.1f, MotionAngle = 0.5f, ShotNoise = 0.002f, ReadNoise = 0.005f, Demosaic = true, Gamma = 1.1f, Contrast = 1.1f,
        Brightness = 0.02f, Saturation = 1.2f, Shoulder = 0.5f, Sharpening = 0.8f, CutOut = true, Backdrop = 0.95f, JpegQuality = 85, Negative = true, NoiseKey = StreamKey.Of(3),
    };

    public static TheoryData<string> Stages => [.. Single.Keys];

    private static Dictionary<string, CameraSettings> Single => new()
    {
        ["exposure"] = new() { Exposure = 0.3f },
        ["white balance"] = new() { WhiteBalance = new(1.1f, 1, 0.9f) },
        ["vignetting"] = new() { Vignetting = 0.3f },
        ["chromatic aberration"] = new() { ChromaticAberration = 0.02f },
        ["defocus"] = new() { DefocusRadius = 0.05f },
        ["depth of field"] = new() { Aperture = 0.1f },
        ["motion"] = new() { MotionLength = 0.1f },
        ["shot noise"] = new() { ShotNoise = 0.002f },
        ["read noise"] = new() { ReadNoise = 0.02f },
        ["mosaic"] = new() { Demosaic = true },
        ["gamma"] = new() { Gamma = 1.1f },
        ["contrast"] = new() { Contrast = 1.1f },
        ["brightness"] = new() { Brightness = 0.02f },
        ["saturation"] = new() { Saturation = 1.2f },
        ["shoulder"] = new() { Shoulder = 0.5f },
        ["sharpening"] = new() { Sharpening = 0.5f },
        ["jpeg"] = new() { JpegQuality = 70 },
        ["cut-out"] = new() { CutOut = true },
        ["negative"] = new() { Negative = true },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Each_stage_alone_changes_the_photo_and_leaves_the_next_one_as_it_was(string stage)
    {
        var (light, depth) = (Pictures.Random(30, 37), Depth(30, 37));
        var (plain, changed, after) = (new byte[30 * 37 * 3], new byte[30 * 37 * 3], new byte[30 * 37 * 3]);
        var pipeline = new PhotoPipeline();
        pipeline.Develop(light, depth, new(), 3, plain);
        pipeline.Develop(light, depth, Single[stage], 3, changed);
        pipeline.Develop(light, depth, new(), 3, after);
        Assert.NotEqual(plain, changed);
        Assert.Equal(plain, after);
    }

    [Fact]
    public void Lens_settings_are_shares_of_the_shorter_side()
    {
        // 0.5 of a pixel's disk at 20 pixels is none; the same share at 60 pixels is one.
        static bool Changes(int side, CameraSettings settings)
        {
            var light = Pictures.Random(side, 2 * side);
            return !Pictures.Develop(light, settings).SequenceEqual(Pictures.Develop(light, new()));
        }
        Assert.False(Changes(20, new() { DefocusRadius = 0.025f }));
        Assert.True(Changes(60, new() { DefocusRadius = 0.025f }));
    }

    [Fact]
    public void The_light_is_only_read()
    {
        var (light, same) = (Pictures.Random(20, 20), Pictures.Random(20, 20));
        Pictures.Develop(light, AllOn, 3, Depth(20, 20));
        Assert.Equal(same.Red, light.Red);
        Assert.Equal(same.Green, light.Green);
        Assert.Equal(same.Blue, light.Blue);
        Assert.Equal(same.Coverage, light.Coverage);
    }

    [Fact]
    public void A_photo_does_not_depend_on_what_was_developed_before()
    {
        var pipeline = new PhotoPipeline();
        pipeline.Develop(Pictures.Random(70, 90, 2), Depth(70, 90), AllOn with { JpegQuality = 50, DefocusRadius = 0.2f, Aperture = 1 }, 3, new byte[70 * 90 * 3]);
        pipeline.Develop(Pictures.Random(5, 8, 3), Depth(5, 8), AllOn, 1, new byte[5 * 8]);
        var (light, depth) = (Pictures.Random(33, 47), Depth(33, 47));
        var photo = new byte[33 * 47 * 3];
        pipeline.Develop(light, depth, AllOn with { JpegQuality = 80 }, 3, photo);
        Assert.Equal(Pictures.Develop(light, AllOn with { JpegQuality = 80 }, 3, depth), photo);
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_image_of_a_size()
    {
        var (light, depth, photo) = (Pictures.Random(40, 40), Depth(40, 40), new byte[40 * 40 * 3]);
        var pipeline = new PhotoPipeline();
        pipeline.Develop(light, depth, AllOn, 3, photo);
        Assert.Equal(0, Garbage.Of(() => pipeline.Develop(light, depth, AllOn, 3, photo)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 19)]
    [InlineData(19, 1)]
    [InlineData(2, 3)]
    public void The_smallest_images_have_all_stages_too(int height, int width)
    {
        var photo = Pictures.Develop(Pictures.Light(height, width, (_, _) => new(0.5f)), AllOn with { ShotNoise = 0, ReadNoise = 0, JpegQuality = 90 }, 3, Depth(height, width));
        Assert.All(photo, value => Assert.InRange(value, 20, 200));
    }

    [Fact]
    public void Wrong_buffers_are_refused()
    {
        var light = new LinearImage(4, 5);
        Assert.Throws<ArgumentException>(() => new PhotoPipeline().Develop(light, default, new(), 2, new byte[40]));
        Assert.Throws<ArgumentException>(() => new PhotoPipeline().Develop(light, default, new(), 3, new byte[59]));
        Assert.Throws<ArgumentException>(() => new PhotoPipeline().Develop(light, default, new() { Aperture = 1 }, 3, new byte[60]));
    }

    /// <summary>The digests hold on every machine and vector width; a change of any stage's arithmetic changes them.</summary>
    [Theory]
    [InlineData(3, "AE64942E21CF7FF5")]
    [InlineData(1, "7E08722DB71E35F4")]
    public void The_bytes_are_those_of_every_machine(int channels, string digest)
    {
        if (Environment.GetEnvironmentVariable(Switch) == "0")
            Assert.False(Vector128.IsHardwareAccelerated);
        if (Environment.GetEnvironmentVariable(WideSwitch) == "0")
            Assert.False(Vector256.IsHardwareAccelerated);
        var photo = Pictures.Develop(Pictures.Random(59, 83), AllOn, channels, Depth(59, 83));
        Assert.Equal(digest, Convert.ToHexString(SHA256.HashData(photo))[..16]);
    }

    [Theory]
    [InlineData(Switch)]
    [InlineData(WideSwitch)]
    public void The_bytes_are_the_same_without_vector_registers_and_with_narrow_ones(string off)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).StartsWith("FewLabels", StringComparison.Ordinal))
            start.ArgumentList.Add(typeof(PhotoPipelineTests).Assembly.Location);
        foreach (var argument in new[] { "-noLogo", "-noColor", "-method", $"{typeof(PhotoPipelineTests).FullName}.{nameof(The_bytes_are_those_of_every_machine)}" })
            start.ArgumentList.Add(argument);
        start.Environment[off] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && output.Contains("Total: 2", StringComparison.Ordinal), output);
    }

    private static float[] Depth(int height, int width) =>
        [.. Enumerable.Range(0, height * width).Select(i => i % 11 == 0 ? 0 : 0.5f + (i * 7 % 23) / 10f)];
}
