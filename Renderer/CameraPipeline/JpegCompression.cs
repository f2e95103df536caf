using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// What a JPEG does to a picture (ITU-T T.81, baseline, with the example tables of Annex K scaled as IJG's "quality"): luma and chroma by JFIF, chroma
/// halved along both axes (4:2:0), cosine transforms of 8×8 pixels with rounded coefficients, and back, with chroma interpolated linearly as common decoders do.
/// No file is made: its entropy coding loses nothing, and is most of what a codec's time goes into.
/// </summary>
internal sealed class JpegCompression
{
    private readonly JpegBlocks _luma = new(JpegBlocks.LumaTable), _chroma = new(JpegBlocks.ChromaTable);
    private readonly JpegPlane _y = new(), _cb = new(), _cr = new(), _halfCb = new(), _halfCr = new();

    /// <summary>Passes the picture's planes through it: red alone for a grey picture. Values are 0 to 1 afterwards.</summary>
    /// <param name="quality">1 to 100.</param>
    public void Apply(PhotoPlanes planes, int channels, int quality)
    {
        _luma.SetQuality(quality);
        _y.Resize(planes.Height, planes.Width, unit: channels == 1 ? 8 : 16);
        if (channels == 1)
        {
            Load(planes);
            _luma.Apply(_y);
            Store(planes);
            return;
        }
        _chroma.SetQuality(quality);
        _cb.Resize(planes.Height, planes.Width, unit: 16);
        _cr.Resize(planes.Height, planes.Width, unit: 16);
        LoadColors(planes);
        _luma.Apply(_y);
        PassChroma(_cb, _halfCb);
        PassChroma(_cr, _halfCr);
        StoreColors(planes);
    }

    private void PassChroma(JpegPlane plane, JpegPlane half)
    {
        half.Halve(plane);
        _chroma.Apply(half);
        half.Double(plane);
    }

    private void Load(PhotoPlanes planes)
    {
        for (var y = 0; y < planes.Height; y++)
        {
            var red = planes.Row(planes.Red, y);
            var to = _y.Row(y);
            for (var i = 0; i < to.Length && i < red.Length; i++)
                to[i] = Codes(red[i]);
        }
        _y.Extend(planes.Height, planes.Width);
    }

    private void Store(PhotoPlanes planes)
    {
        for (var y = 0; y < planes.Height; y++)
        {
            var red = planes.Row(planes.Red, y);
            var from = _y.Row(y);
            for (var i = 0; i < from.Length && i < red.Length; i++)
                red[i] = from[i] * (1 / 255f);
        }
    }

    private void LoadColors(PhotoPlanes planes)
    {
        for (var y = 0; y < planes.Height; y++)
        {
            Span<Vector256<float>> red = planes.Row(planes.Red, y), green = planes.Row(planes.Green, y), blue = planes.Row(planes.Blue, y);
            Span<Vector256<float>> luma = _y.Row(y), toBlue = _cb.Row(y), toRed = _cr.Row(y);
            for (var i = 0; i < luma.Length; i++)
            {
                Vector256<float> r = Codes(red[i]), g = Codes(green[i]), b = Codes(blue[i]);
                luma[i] = Vector256.Floor(r * 0.299f + g * 0.587f + b * 0.114f + Vector256.Create(0.5f));
                toBlue[i] = Vector256.Floor(b * 0.5f - r * 0.168735892f - g * 0.331264108f + Vector256.Create(128.5f));
                toRed[i] = Vector256.Floor(r * 0.5f - g * 0.418687589f - b * 0.081312411f + Vector256.Create(128.5f));
            }
        }
        _y.Extend(planes.Height, planes.Width);
        _cb.Extend(planes.Height, planes.Width);
        _cr.Extend(planes.Height, planes.Width);
    }

    private void StoreColors(PhotoPlanes planes)
    {
        for (var y = 0; y < planes.Height; y++)
        {
            Span<Vector256<float>> red = planes.Row(planes.Red, y), green = planes.Row(planes.Green, y), blue = planes.Row(planes.Blue, y);
            Span<Vector256<float>> luma = _y.Row(y), toBlue = _cb.Row(y), toRed = _cr.Row(y);
            for (var i = 0; i < luma.Length; i++)
            {
                Vector256<float> cb = toBlue[i] - Vector256.Create(128f), cr = toRed[i] - Vector256.Create(128f);
                red[i] = LaneMath.Clip((luma[i] + cr * 1.402f) * (1 / 255f));
                green[i] = LaneMath.Clip((luma[i] - cb * 0.344136286f - cr * 0.714136286f) * (1 / 255f));
                blue[i] = LaneMath.Clip((luma[i] + cb * 1.772f) * (1 / 255f));
            }
        }
    }

    // A camera's JPEG is made of bytes.
    private static Vector256<float> Codes(Vector256<float> x) => Vector256.Floor(LaneMath.Clip(x) * 255f + Vector256.Create(0.5f));
}
