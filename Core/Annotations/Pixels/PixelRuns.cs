namespace FewLabels.Sim.Core.Annotations.Pixels;

/// <summary>
/// One pass over an object buffer, run by run. Objects are a few wide patches, so that what is done for each run hardly counts beside the
/// vectorised search for its end.
/// </summary>
/// <param name="objects"><c>[H, W]</c></param>
public ref struct PixelRuns(ReadOnlySpan<ushort> objects, int width)
{
    private readonly ReadOnlySpan<ushort> _objects = objects;
    private int _next;

    public PixelRun Current { get; private set; }

    public readonly PixelRuns GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next >= _objects.Length)
            return false;
        var y = (int)((uint)_next / (uint)width);
        var x = _next - y * width;
        var rest = _objects.Slice(_next, width - x);
        var value = rest[0];
        // Speckles are common at edges; the search costs more to begin than they take.
        var length = rest.Length > 1 && rest[1] != value ? 1 : rest.IndexOfAnyExcept(value);
        if (length < 0)
            length = rest.Length;
        Current = new(value, x, y, _next, length);
        _next += length;
        return true;
    }
}
