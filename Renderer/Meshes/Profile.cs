namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>A smooth curve through knots (Catmull–Rom with one-sided ends), for widths by height and the like.</summary>
public readonly ref struct Profile(ReadOnlySpan<float> at, ReadOnlySpan<float> values)
{
    private readonly ReadOnlySpan<float> _at = at;
    private readonly ReadOnlySpan<float> _values = values;

    /// <summary>The curve's value; constant beyond the first and last knot. Knots ascend.</summary>
    public float this[float t]
    {
        get
        {
            var last = _at.Length - 1;
            if (t <= _at[0])
                return _values[0];
            if (t >= _at[last])
                return _values[last];
            var k = 0;
            while (t > _at[k + 1])
                k++;
            var width = _at[k + 1] - _at[k];
            var s = (t - _at[k]) / width;
            float a = Slope(k) * width, b = Slope(k + 1) * width;
            float s2 = s * s, s3 = s2 * s;
            return (2 * s3 - 3 * s2 + 1) * _values[k] + (s3 - 2 * s2 + s) * a + (3 * s2 - 2 * s3) * _values[k + 1] + (s3 - s2) * b;
        }
    }

    private float Slope(int k)
    {
        int before = Math.Max(k - 1, 0), after = Math.Min(k + 1, _at.Length - 1);
        return (_values[after] - _values[before]) / (_at[after] - _at[before]);
    }
}
