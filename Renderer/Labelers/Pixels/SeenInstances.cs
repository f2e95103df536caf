using System.Buffers;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Pixels;

/// <summary>The pixels of each instance of an image, in a rented table.</summary>
internal readonly ref struct SeenInstances
{
    private readonly PixelBounds[] _rented;

    /// <summary>A table in which nothing is seen yet, for a pass that <see cref="Add"/>s runs.</summary>
    public SeenInstances(int instances)
    {
        Instances = instances;
        _rented = ArrayPool<PixelBounds>.Shared.Rent(instances + 1);
        _rented.AsSpan(0, instances + 1).Clear();
    }

    /// <summary>How many instances the scene has, seen or not.</summary>
    public int Instances { get; }

    /// <summary>How many have pixels.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var id = 1; id <= Instances; id++)
                count += _rented[id].Pixels > 0 ? 1 : 0;
            return count;
        }
    }

    /// <summary>The pixels of instance <paramref name="id"/>, from 1.</summary>
    public ref readonly PixelBounds this[int id] => ref _rented[id];

    /// <exception cref="InvalidOperationException">The buffer shows an object, or an object belongs to an instance, that the scene does not have.</exception>
    public static SeenInstances Of(FrameView frame)
    {
        var seen = new SeenInstances(frame.Scene.Instances.Count);
        using var instances = new ObjectInstances(frame.Scene);
        foreach (var run in new PixelRuns(frame.Objects.Span, frame.Width))
        {
            if (instances[run] is var instance and not 0)
                seen.Add(instance, run);
        }
        return seen;
    }

    public void Add(int instance, in PixelRun run) => _rented[instance].Add(run);

    /// <summary>The first instance after this one that has pixels; 0 if there is none.</summary>
    public int NextAfter(int id)
    {
        while (++id <= Instances)
        {
            if (_rented[id].Pixels > 0)
                return id;
        }
        return 0;
    }

    public void Dispose() => ArrayPool<PixelBounds>.Shared.Return(_rented);
}
