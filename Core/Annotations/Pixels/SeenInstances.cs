using System.Buffers;

namespace FewLabels.Sim.Core.Annotations.Pixels;

/// <summary>The pixels of each instance of an image, in a rented table.</summary>
public readonly ref struct SeenInstances
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

    /// <summary>The pixels of each instance of a map.</summary>
    /// <param name="map"><c>[H, W]</c>, 0 background.</param>
    /// <param name="instances">The largest id that may stand there.</param>
    /// <exception cref="ArgumentException">A larger one does.</exception>
    public static SeenInstances Of(ReadOnlySpan<ushort> map, int width, int instances)
    {
        var seen = new SeenInstances(instances);
        foreach (var run in new PixelRuns(map, width))
        {
            if (run.Object > instances)
            {
                seen.Dispose();
                throw new ArgumentException($"The map shows instance {run.Object}, and {instances} is the largest id.", nameof(map));
            }
            if (run.Object != 0)
                seen.Add(run.Object, run);
        }
        return seen;
    }

    /// <summary>Adds pixels to an instance; rows come from top to bottom.</summary>
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

    /// <summary>Gives the table back.</summary>
    public void Dispose() => ArrayPool<PixelBounds>.Shared.Return(_rented);
}
