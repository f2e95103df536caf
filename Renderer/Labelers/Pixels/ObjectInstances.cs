using System.Buffers;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.Pixels;

/// <summary>The instance of each value of an object buffer, in a rented table; a run asks it once.</summary>
internal readonly ref struct ObjectInstances
{
    private readonly ushort[] _rented;
    private readonly int _count;

    /// <exception cref="InvalidOperationException">A drawn object belongs to an instance that the scene does not have.</exception>
    public ObjectInstances(SceneSnapshot scene)
        : this(scene, out var fault)
    {
        if (fault is null)
            return;
        Dispose();
        throw new InvalidOperationException(fault);
    }

    /// <param name="fault">The first object that belongs to an instance that the scene does not have, in a sentence.</param>
    public ObjectInstances(SceneSnapshot scene, out string? fault)
    {
        var objects = scene.Objects;
        var most = Math.Min(scene.Instances.Count, ushort.MaxValue);
        _count = objects.Count + 1;
        _rented = ArrayPool<ushort>.Shared.Rent(_count);
        _rented[0] = 0;
        fault = null;
        for (var i = 0; i < objects.Count; i++)
        {
            var instance = objects[i].Instance;
            if ((uint)instance > (uint)most)
                fault ??= $"Drawn object {i + 1} belongs to instance {instance}, but the scene has {most}.";
            _rented[i + 1] = (ushort)instance;
        }
    }

    /// <summary>The instance of this value; 0 for background.</summary>
    /// <exception cref="InvalidOperationException">The buffer shows an object that the scene does not have.</exception>
    public int this[in PixelRun run] => run.Object < _count ? _rented[run.Object] : throw new InvalidOperationException(Unknown(run));

    public bool Knows(in PixelRun run) => run.Object < _count;

    public string Unknown(in PixelRun run) => $"Pixel ({run.X}, {run.Y}) shows drawn object {run.Object}, but the scene has {_count - 1}.";

    public void Dispose() => ArrayPool<ushort>.Shared.Return(_rented);
}
