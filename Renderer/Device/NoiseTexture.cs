using FewLabels.Sim.Core.Randomness;
using Silk.NET.OpenGL;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>
/// The one noise that all cloth reads at different places and scales: a repeating 64×64 texture with smooth noise (blue), its slope
/// (red, green) and white noise (alpha). A look-up costs less than hashing in the shader.
/// </summary>
internal sealed unsafe class NoiseTexture : IDisposable
{
    private const int Side = 64;

    // Four texels a period of the smooth noise: 16 features across the texture, as the shader's factor 0.0625 says.
    private const int Period = 4;

    private readonly GL _gl;

    public NoiseTexture(GlContext context)
    {
        _gl = context.Gl;
        _gl.CreateTextures(TextureTarget.Texture2D, 1, out uint texture);
        Handle = texture;
        _gl.TextureStorage2D(texture, 1, SizedInternalFormat.Rgba8, Side, Side);
        fixed (byte* pixels = Create())
            _gl.TextureSubImage2D(texture, 0, 0, 0, Side, Side, PixelFormat.Rgba, PixelType.UnsignedByte, pixels);
        _gl.TextureParameter(texture, TextureParameterName.TextureMinFilter, (int)TextureMinFilter.Linear);
        _gl.TextureParameter(texture, TextureParameterName.TextureMagFilter, (int)TextureMagFilter.Linear);
        context.Check("making the noise texture");
    }

    public uint Handle { get; }

    public void Dispose() => _gl.DeleteTexture(Handle);

    private static byte[] Create()
    {
        var stream = StreamKey.Of(0).With("noise texture").Open();
        const int knots = Side / Period;
        var values = new float[knots * knots];
        foreach (ref var value in values.AsSpan())
            value = (float)stream.NextDouble();
        var smooth = new float[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                smooth[y * Side + x] = Smooth(values, knots, x / (float)Period, y / (float)Period);
        }
        var pixels = new byte[Side * Side * 4];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                float At(int dx, int dy) => smooth[(y + dy + Side) % Side * Side + (x + dx + Side) % Side];
                var pixel = pixels.AsSpan((y * Side + x) * 4, 4);
                pixel[0] = ToByte(0.5f + (At(1, 0) - At(-1, 0)));
                pixel[1] = ToByte(0.5f + (At(0, 1) - At(0, -1)));
                pixel[2] = ToByte(At(0, 0));
                pixel[3] = (byte)stream.Next(256);
            }
        }
        return pixels;
    }

    private static float Smooth(float[] values, int knots, float x, float y)
    {
        int x0 = (int)x, y0 = (int)y;
        float Fade(float t) => t * t * (3 - 2 * t);
        float fx = Fade(x - x0), fy = Fade(y - y0);
        float At(int i, int j) => values[j % knots * knots + i % knots];
        var low = At(x0, y0) + (At(x0 + 1, y0) - At(x0, y0)) * fx;
        var high = At(x0, y0 + 1) + (At(x0 + 1, y0 + 1) - At(x0, y0 + 1)) * fx;
        return low + (high - low) * fy;
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(value * 255 + 0.5f, 0, 255);
}
