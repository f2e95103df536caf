using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.CameraPipeline;
using FewLabels.Sim.Renderer.Device;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.SelfCheck;
using FewLabels.Sim.Renderer.Plugins;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>Makes images and labels of what a device has drawn. One worker uses it, on its thread.</summary>
internal sealed class FrameAssembler
{
    private readonly Scenario _scenario;
    private readonly FrameOptions _options;
    private readonly FrameBuffers _buffers;
    private readonly PhotoPipeline _pipeline = new();
    private readonly LinearImage _light;
    private readonly CoverReader _covers;
    private readonly int _pixels;
    private readonly float[][] _planes = [[], [], [], []];
    private float[] _surface = [];
    private uint[] _words = [];

    public FrameAssembler(Scenario scenario, FrameOptions options, FrameBuffers buffers)
    {
        (_scenario, _options, _buffers) = (scenario, options, buffers);
        _light = new(options.Height, options.Width);
        _covers = new(options.Supersampling == 1, options.Width, options.Height);
        _pixels = options.Height * options.Width;
    }

    public FrameBatch Assemble(SceneDevice device, BuiltFrames build, bool geometry, IReadOnlyList<DrawColumn> columns)
    {
        var frames = build.Frames;
        var objects = Read(device, frames.Count, geometry);
        var stride = _pixels * _options.Channels;
        var pixels = new byte[frames.Count * stride];
        var kept = new List<(BuiltFrame Frame, Annotation[] Annotations)>(frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            if (frames[i].Fault is { } reason)
            {
                build.Rejected.Add(new(frames[i].Index, frames[i].Scene.Step, SelfCheck: false, reason));
                continue;
            }
            var view = View(device, frames[i], i, objects, geometry);
            var image = pixels.AsSpan(kept.Count * stride, stride);
            Develop(i, frames[i].Photo, view.Depth.Span, image);
            if (!TryLabel(view, frames[i], build, out var annotations))
                continue;
            if (_options.SelfCheck && FrameCheck.FindFault(view, image, _options.Channels, annotations) is { } fault)
                build.Rejected.Add(new(frames[i].Index, frames[i].Scene.Step, SelfCheck: true, fault));
            else
                kept.Add((frames[i], annotations));
        }
        if (kept.Count < frames.Count)
            Array.Resize(ref pixels, kept.Count * stride);
        return Batch(kept, pixels, build.Rejected, columns);
    }

    // A labeler may be a user's own.
    private bool TryLabel(FrameView view, BuiltFrame frame, BuiltFrames build, out Annotation[] annotations)
    {
        annotations = new Annotation[_options.Labelers.Count];
        try
        {
            for (var a = 0; a < annotations.Length; a++)
                annotations[a] = _options.Labelers[a].Label(view);
            return true;
        }
        catch (Exception exception)
        {
            var fault = exception as FewLabelsException ?? FrameFault.Describe(exception, frame.Index, _scenario);
            if (!_options.SkipErrors)
                throw fault;
            build.Rejected.Add(new(frame.Index, frame.Scene.Step, SelfCheck: false, fault.What));
            return false;
        }
    }

    public FrameBatch Empty(IReadOnlyList<DrawColumn> columns, IReadOnlyList<RejectedFrame> rejected) => Batch([], [], rejected, columns);

    private FrameBatch Batch(List<(BuiltFrame Frame, Annotation[] Annotations)> kept, byte[] pixels, IReadOnlyList<RejectedFrame> rejected, IReadOnlyList<DrawColumn> columns)
    {
        var draws = new float[kept.Count * columns.Count];
        for (var i = 0; i < kept.Count; i++)
            kept[i].Frame.Draws.CopyTo(draws, i * columns.Count);
        return new()
        {
            Indices = [.. kept.Select(item => item.Frame.Index)],
            Steps = [.. kept.Select(item => item.Frame.Scene.Step)],
            Images = new ImageStack(kept.Count, _options.Height, _options.Width, _options.Channels, pixels),
            Labels = [.. kept.Select(item => item.Frame.ClassId)],
            Annotations = [.. kept.Select(item => item.Annotations)],
            Draws = new DrawTable(columns, draws),
            ObjectDraws = [.. kept.Select(item => item.Frame.ObjectDraws)],
            Rejected = rejected,
        };
    }

    // The object buffer is handed to labelers, which may keep it; the others are used again.
    private ushort[] Read(SceneDevice device, int count, bool geometry)
    {
        for (var plane = 0; plane < _planes.Length; plane++)
        {
            if (_planes[plane].Length < count * _pixels)
                _planes[plane] = new float[count * _pixels];
            device.ReadPlane(plane, _planes[plane].AsSpan(0, count * _pixels));
        }
        var objects = new ushort[count * _pixels];
        device.ReadObjects(objects);
        if (geometry)
        {
            if (_surface.Length < count * _pixels * 4)
                _surface = new float[count * _pixels * 4];
            device.ReadSurface(_surface.AsSpan(0, count * _pixels * 4));
        }
        if ((_buffers & FrameBuffers.Coverage) != 0)
        {
            if (_words.Length < device.Batch.CoverWords)
                _words = new uint[device.Batch.CoverWords];
            device.ReadCovers(_words.AsSpan(0, device.Batch.CoverWords));
        }
        return objects;
    }

    private FrameView View(SceneDevice device, BuiltFrame frame, int i, ushort[] objects, bool geometry)
    {
        var (depth, normals) = geometry ? Surface(i) : ([], []);
        return new()
        {
            Scene = frame.Scene,
            Next = frame.Next,
            Objects = objects.AsMemory(i * _pixels, _pixels),
            Depth = depth,
            Normals = normals,
            Coverage = (_buffers & FrameBuffers.Coverage) != 0 ? Coverage(device, i) : null,
        };
    }

    private (float[] Depth, float[] Normals) Surface(int i)
    {
        var depth = new float[_pixels];
        var normals = (_buffers & FrameBuffers.Normals) != 0 ? new float[_pixels * 3] : [];
        var surface = _surface.AsSpan(i * _pixels * 4, _pixels * 4);
        for (var p = 0; p < _pixels; p++)
        {
            depth[p] = surface[4 * p + 3];
            if (normals.Length == 0 || depth[p] == 0)
                continue;
            // Interpolation shortens normals.
            var normal = Vector3.Normalize(new(surface[4 * p], surface[4 * p + 1], surface[4 * p + 2]));
            (normals[3 * p], normals[3 * p + 1], normals[3 * p + 2]) = (normal.X, normal.Y, normal.Z);
        }
        return (depth, normals);
    }

    private InstanceCoverage[] Coverage(SceneDevice device, int i)
    {
        var first = device.Batch.FirstCover(i);
        var covers = new InstanceCoverage[device.Batch.CoverCount(i)];
        for (var c = 0; c < covers.Length; c++)
            covers[c] = _covers.Read(device.Batch.Covers[first + c], _words);
        return covers;
    }

    private void Develop(int i, CameraSettings photo, ReadOnlySpan<float> depth, Span<byte> image)
    {
        _planes[0].AsSpan(i * _pixels, _pixels).CopyTo(_light.Red);
        _planes[1].AsSpan(i * _pixels, _pixels).CopyTo(_light.Green);
        _planes[2].AsSpan(i * _pixels, _pixels).CopyTo(_light.Blue);
        _planes[3].AsSpan(i * _pixels, _pixels).CopyTo(_light.Coverage);
        _pipeline.Develop(_light, depth, photo, _options.Channels, image);
    }
}
