using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>One rendered frame with its buffers.</summary>
internal sealed class Shot(FrameBatch batch, int frame)
{
    public FrameBatch Batch => batch;

    public FrameView View { get; } = batch.Annotation<ProbedFrame>(frame).Frame;

    public int Width => batch.Images.Width;

    public int Height => batch.Images.Height;

    public int Step => batch.Steps[frame];

    public byte[] Bytes => batch.Images[frame].ToArray();

    /// <summary>Renders each scene once; none may be set aside.</summary>
    public static Shot[] Take(FrameOptions options, params Action<Scene>[] builds)
    {
        using var renderer = new FrameRenderer(new BuiltScenario(builds), options with { Workers = 1, Labelers = [new FrameProbe(), .. options.Labelers] });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, builds.Length).Select(i => (long)i)]);
        Assert.Empty(batch.Rejected);
        return [.. Enumerable.Range(0, batch.Count).Select(i => new Shot(batch, i))];
    }

    public static Shot[] Take(int size, params Action<Scene>[] builds) => Take(new FrameOptions { Size = size }, builds);

    public byte Byte(int x, int y, int channel = 0) => batch.Images[frame][(y * Width + x) * 3 + channel];

    /// <summary>A pixel's linear light, by the sRGB standard's own formula (IEC 61966-2-1).</summary>
    public Vector3 Light(int x, int y) => new(Linear(Byte(x, y, 0)), Linear(Byte(x, y, 1)), Linear(Byte(x, y, 2)));

    /// <summary>The light at the frame's middle.</summary>
    public Vector3 Middle => Light(Width / 2, Height / 2);

    public int Instance(int x, int y) => View.InstanceAt(y * Width + x);

    public float Depth(int x, int y) => View.Depth.Span[y * Width + x];

    /// <summary>In world space.</summary>
    public Vector3 Normal(int x, int y) => new(View.Normals.Span.Slice((y * Width + x) * 3, 3));

    public int Pixels(int instance) => Enumerable.Range(0, Width * Height).Count(p => View.InstanceAt(p) == instance);

    private static float Linear(byte value)
    {
        var v = value / 255.0;
        return (float)(v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4));
    }
}
