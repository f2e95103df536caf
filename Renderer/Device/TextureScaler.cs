using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// Scales a texture to the pool's square and down its mip levels, in linear light and weighted by alpha, so that neither dark fringes nor
/// darkening creep in. One thread uses it at a time.
/// </summary>
internal sealed class TextureScaler(int side)
{
    private static readonly float[] ToLinear = [.. Enumerable.Range(0, 256).Select(i => Decode(i / 255f))];
    private static readonly byte[] ToEncoded = [.. Enumerable.Range(0, 4097).Select(i => (byte)(255 * Encode(i / 4096f) + 0.5f))];

    private readonly float[] _rows = new float[side * side * 4];

    /// <summary>RGBA bytes of each level, from the full square to one pixel; each array is used again for the next texture.</summary>
    public IEnumerable<byte[]> Scale(Texture texture)
    {
        var current = Square(texture);
        for (var size = side; ; size /= 2)
        {
            yield return ToBytes(current, size, texture.IsSrgb);
            if (size == 1)
                yield break;
            current = Halve(current, size);
        }
    }

    // Premultiplied linear colour and alpha.
    private float[] Square(Texture texture)
    {
        var (source, width, height) = (texture.Image.Pixels, texture.Width, texture.Height);
        var across = new float[height * side * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < side; x++)
                Gather(x, width, (from, weight) => Add(across, (y * side + x) * 4, source, (y * width + from) * 4, weight, texture.IsSrgb));
        }
        Array.Clear(_rows);
        for (var y = 0; y < side; y++)
        {
            Gather(y, height, (from, weight) =>
            {
                var (to, at) = (y * side * 4, from * side * 4);
                for (var i = 0; i < side * 4; i++)
                    _rows[to + i] += weight * across[at + i];
            });
        }
        return _rows;
    }

    /// <summary>The source pixels of output pixel <paramref name="to"/> and their weights: an average where pixels shrink, linear between two where they grow.</summary>
    private void Gather(int to, int length, Action<int, float> add)
    {
        var scale = (float)length / side;
        if (scale <= 1)
        {
            var at = Math.Clamp((to + 0.5f) * scale - 0.5f, 0, length - 1);
            var first = (int)at;
            var share = at - first;
            add(first, 1 - share);
            if (share > 0)
                add(Math.Min(first + 1, length - 1), share);
            return;
        }
        float from = to * scale, end = from + scale;
        for (var i = (int)from; i < end && i < length; i++)
            add(i, (Math.Min(i + 1, end) - Math.Max(i, from)) / scale);
    }

    private static void Add(float[] to, int at, byte[] source, int from, float weight, bool srgb)
    {
        var alpha = source[from + 3] / 255f;
        for (var c = 0; c < 3; c++)
            to[at + c] += weight * alpha * (srgb ? ToLinear[source[from + c]] : source[from + c] / 255f);
        to[at + 3] += weight * alpha;
    }

    private static float[] Halve(float[] pixels, int size)
    {
        var half = size / 2;
        var halved = new float[half * half * 4];
        for (var y = 0; y < half; y++)
        {
            for (var x = 0; x < half; x++)
            {
                for (var c = 0; c < 4; c++)
                {
                    var at = (2 * y * size + 2 * x) * 4 + c;
                    halved[(y * half + x) * 4 + c] = 0.25f * (pixels[at] + pixels[at + 4] + pixels[at + size * 4] + pixels[at + size * 4 + 4]);
                }
            }
        }
        return halved;
    }

    private static byte[] ToBytes(float[] pixels, int size, bool srgb)
    {
        var bytes = new byte[size * size * 4];
        for (var i = 0; i < bytes.Length; i += 4)
        {
            var alpha = pixels[i + 3];
            for (var c = 0; c < 3; c++)
            {
                var value = alpha > 0 ? Math.Clamp(pixels[i + c] / alpha, 0, 1) : 0;
                bytes[i + c] = srgb ? ToEncoded[(int)(value * 4096 + 0.5f)] : (byte)(value * 255 + 0.5f);
            }
            bytes[i + 3] = (byte)(Math.Clamp(alpha, 0, 1) * 255 + 0.5f);
        }
        return bytes;
    }

    private static float Decode(float value) => value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);

    private static float Encode(float value) => value <= 0.0031308f ? value * 12.92f : 1.055f * MathF.Pow(value, 1 / 2.4f) - 0.055f;
}
