using FewLabels.Sim.Core.Randomness;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// The noise that solid patterns read: a repeating 32³ texture with three smooth noises (red, green, blue; four texels a period) and white noise (alpha).
/// </summary>
internal sealed unsafe class SolidNoise : IDisposable
{
    private const int Side = 32;
    private const int Period = 4;

    private readonly GL _gl;

    public SolidNoise(GlContext context)
    {
        _gl = context.Gl;
        _gl.CreateTextures(TextureTarget.Texture3D, 1, out uint texture);
        Handle = texture;
        _gl.TextureStorage3D(texture, 1, SizedInternalFormat.Rgba8, Side, Side, Side);
        fixed (byte* pixels = Create())
            _gl.TextureSubImage3D(texture, 0, 0, 0, 0, Side, Side, Side, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
        _gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        _gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        context.Check("making the solid noise");
    }

    public uint Handle { get; }

    public void Dispose() => _gl.DeleteTexture(Handle);

    private static byte[] Create()
    {
        const int knots = Side / Period;
        var pixels = new byte[Side * Side * Side * 4];
        var values = new float[knots * knots * knots];
        for (var channel = 0; channel < 3; channel++)
        {
            var stream = StreamKey.Of(0).With("solid noise").With(channel).Open();
            foreach (ref var value in values.AsSpan())
                value = (float)stream.NextDouble();
            for (var i = 0; i < Side * Side * Side; i++)
                pixels[4 * i + channel] = (byte)(255 * Smooth(values, knots, i % Side, i / Side % Side, i / (Side * Side)) + 0.5f);
        }
        var white = StreamKey.Of(0).With("solid noise").With(3).Open();
        for (var i = 0; i < Side * Side * Side; i++)
            pixels[4 * i + 3] = (byte)white.Next(256);
        return pixels;
    }

    private static float Smooth(float[] values, int knots, int x, int y, int z)
    {
        float Fade(int at)
        {
            var t = at % Period / (float)Period;
            return t * t * (3 - 2 * t);
        }
        float At(int i, int j, int k) => values[((z / Period + k) % knots * knots + (y / Period + j) % knots) * knots + (x / Period + i) % knots];
        float Lerp(float a, float b, float t) => a + (b - a) * t;
        float fx = Fade(x), fy = Fade(y), fz = Fade(z);
        float Plane(int k) => Lerp(Lerp(At(0, 0, k), At(1, 0, k), fx), Lerp(At(0, 1, k), At(1, 1, k), fx), fy);
        return Lerp(Plane(0), Plane(1), fz);
    }
}
