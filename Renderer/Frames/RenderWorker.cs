using System.Collections.Concurrent;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Device;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Plugins;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>A thread with a GL context of its own that does all of a batch's work: builds the scenes, draws them, develops and labels the images.</summary>
internal sealed class RenderWorker : IDisposable
{
    private readonly Scenario _scenario;
    private readonly FrameOptions _options;
    private readonly FrameBuffers _buffers;
    private readonly Thread _thread;
    private readonly Iteration _iteration = new(new Scene());
    private readonly FrameAssembler _assembler;
    private GlContext _context = null!;
    private SceneDevice _device = null!;

    /// <param name="number">From 0; decides which of the machine's displays the context takes.</param>
    /// <param name="work">What all workers share.</param>
    /// <exception cref="FewLabelsException">This machine can't do OpenGL 4.5 without a window.</exception>
    public RenderWorker(int number, Scenario scenario, FrameOptions options, BlockingCollection<Action<RenderWorker>> work)
    {
        (_scenario, _options) = (scenario, options);
        foreach (var labeler in options.Labelers)
            _buffers |= labeler.Needs;
        _assembler = new(scenario, options, _buffers);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _thread = new Thread(() => Work(number, ready, work)) { IsBackground = true, Name = $"FewLabels render {number}" };
        _thread.Start();
        ready.Task.GetAwaiter().GetResult();
    }

    public string DeviceName => _context.DeviceName;

    /// <summary>Renders all steps of these images; at most a batch's frames. Call it on the worker's thread.</summary>
    /// <exception cref="FewLabelsException">An image can't be built, and errors are not skipped.</exception>
    public FrameBatch Render(long[] indices)
    {
        var build = Build(indices);
        var frames = build.Frames;
        if (frames.Count == 0)
            return _assembler.Empty(_scenario.Columns, build.Rejected);
        // A lens with an aperture blurs by depth.
        var geometry = (_buffers & (FrameBuffers.Depth | FrameBuffers.Normals)) != 0 || frames.Exists(frame => frame.Photo.Aperture > 0);
        _device.Upload(geometry);
        _device.Draw();
        _device.Resolve();
        return _assembler.Assemble(_device, build, geometry, _scenario.Columns);
    }

    /// <summary>Builds and uploads the images once, then draws them again and again: shadows and colour samples alone. For benchmarks; on the worker's thread.</summary>
    /// <returns>Frames a second.</returns>
    public double DrawBare(long[] indices, int repeats)
    {
        var frames = Build(indices).Frames.Count;
        _device.Upload(geometry: false);
        _device.Draw();
        _device.Finish();
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            _device.Draw();
        _device.Finish();
        return (double)frames * repeats / System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Waits for the thread, which ends once no work is to come.</summary>
    public void Dispose() => _thread.Join();

    private void Work(int number, TaskCompletionSource ready, BlockingCollection<Action<RenderWorker>> work)
    {
        try
        {
            _context = new GlContext(number);
            _device = new SceneDevice(_context, new(_options.Width, _options.Height, _options.Supersampling, Multisampled: true, _options.BatchSize));
            ready.SetResult();
        }
        catch (Exception exception)
        {
            ready.SetException(exception);
            return;
        }
        foreach (var action in work.GetConsumingEnumerable())
            action(this);
        _device.Dispose();
        _context.Dispose();
    }

    private BuiltFrames Build(long[] indices)
    {
        var build = new BuiltFrames(indices.Length * _options.Steps);
        _device.Begin();
        foreach (var index in indices)
        {
            var draws = new float[_scenario.Columns.Count];
            var before = build.Frames.Count;
            try
            {
                _scenario.Build(_iteration, _options.Seed, index, draws);
                AddSteps(build, index, draws);
            }
            catch (Exception exception)
            {
                var fault = exception as FewLabelsException ?? FrameFault.Describe(exception, index, _scenario);
                if (!_options.SkipErrors)
                    throw fault;
                // What was recorded of it is drawn and not handed over.
                for (var i = before; i < build.Frames.Count; i++)
                    build.Frames[i] = build.Frames[i] with { Fault = fault.What };
                if (build.Frames.Count == before)
                    build.Rejected.Add(new(index, 0, SelfCheck: false, fault.What));
            }
        }
        return build;
    }

    private void AddSteps(BuiltFrames build, long index, float[] draws)
    {
        var scene = _iteration.Scene;
        scene.Start();
        var objectDraws = _iteration.ObjectDraws.ToArray();
        var first = build.Frames.Count;
        for (var step = 0; step < _options.Steps; step++)
        {
            var time = step * _options.StepSeconds;
            scene.Update(time);
            var snapshot = _device.Batch.Add(scene, step, time, (_buffers & FrameBuffers.Coverage) != 0);
            build.Frames.Add(new(index, (byte)_iteration.ClassId, draws, objectDraws, snapshot, scene.Photo with { }));
        }
        for (var i = first; i + 1 < build.Frames.Count; i++)
            build.Frames[i] = build.Frames[i] with { Next = build.Frames[i + 1].Scene };
    }
}
