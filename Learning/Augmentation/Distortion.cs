using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>
/// Geometry, tones, colours and Cutout in one go, by libtorch on the whole batch: one affine map, one 3×3 mean, two tone curves, one colour matrix, one square. Views of our own making, which the demo's figures were
/// measured with; they are no paper's recipe.
/// </summary>
public sealed class Distortion(DistortionOptions options) : Operation
{
    /// <summary>What red, green and blue weigh in brightness (Rec. 601), as where images are read.</summary>
    private static readonly double[] Luma = [0.299, 0.587, 0.114];

    private readonly bool _warps = options.Shift > 0 || options.Rotation > 0 || options.Shear > 0 || options.LeastArea != 1 || options.MostArea != 1 || options.Aspect != 1 || options.Flip > 0;
    private readonly bool _colors = options.Saturation > 0 || options.Hue > 0 || options.Grey > 0;

    public override Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys)
    {
        using var guard = no_grad();
        var (count, side) = (keys.Length, (int)images.shape[3]);
        var theta = new float[count * 6];
        var tone = new float[count * 3];
        var cut = new float[count * 3];
        var color = new float[count * 9];
        for (var i = 0; i < count; i++)
            Draw(keys[i].Open(), side, theta.AsSpan(6 * i, 6), tone.AsSpan(3 * i, 3), cut.AsSpan(3 * i, 3), color.AsSpan(9 * i, 9));
        var x = images;
        if (_warps)
        {
            x = nn.functional.grid_sample(x, Places(theta, (int)images.shape[2], side), options.WholePixels ? GridSampleMode.Nearest : GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
        }
        var tones = tensor(tone).view(count, 3, 1, 1, 1);
        if (options.Blur > 0)
        {
            var mean = nn.functional.avg_pool2d(x, 3, 1, 1);
            x = x.add(mean.sub_(x).mul_(tones.select(1, 2))).clamp_(0, 1);
        }
        if (options.Gamma > 0)
            x = x.pow(tones.select(1, 1));
        if (options.Gain > 0)
            x = x.mul(tones.select(1, 0)).clamp_(0, 1);
        if (_colors && images.shape[1] == 3)
            x = einsum("nck,nkhw->nchw", tensor(color).view(count, 3, 3), x).clamp_(0, 1);
        return options.Cutout > 0 ? CutOut(x, tensor(cut).view(count, 3, 1, 1, 1), side) : x;
    }

    // Every draw is made whatever the options are, so that switching one off changes no other.
    private void Draw(KeyedStream draws, int side, Span<float> theta, Span<float> tone, Span<float> cut, Span<float> color)
    {
        double Both(ref KeyedStream stream, double most) => stream.Uniform(-most, most);
        var angle = Both(ref draws, options.Rotation);
        var shear = Both(ref draws, options.Shear);
        var area = Math.Sqrt(draws.Uniform(options.LeastArea, options.MostArea));
        var aspect = Math.Exp(Both(ref draws, Math.Log(options.Aspect)) / 2);
        var (shiftX, shiftY) = (Both(ref draws, options.Shift), Both(ref draws, options.Shift));
        if (options.WholePixels)
            (shiftX, shiftY) = (Math.Round(shiftX * side) / side, Math.Round(shiftY * side) / side);
        var flip = draws.Chance(options.Flip) ? -1 : 1;
        // Maps places of the result to places of the image, both in [−1, 1].
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        theta[0] = (float)(flip * cos * area * aspect);
        theta[1] = (float)(flip * (shear * cos - sin) * area);
        theta[2] = (float)(2 * shiftX);
        theta[3] = (float)(sin * area);
        theta[4] = (float)((shear * sin + cos) * area / aspect);
        theta[5] = (float)(2 * shiftY);
        tone[0] = (float)Math.Exp(Both(ref draws, options.Gain));
        tone[1] = (float)Math.Exp(Both(ref draws, options.Gamma));
        tone[2] = (float)Both(ref draws, options.Blur);
        // Centre anywhere in the image, so that squares at the edge are cut off, as in the paper's code.
        cut[0] = (float)draws.Uniform(0, side);
        cut[1] = (float)draws.Uniform(0, side);
        cut[2] = (float)(draws.Uniform(0, options.Cutout) * side / 2);
        var saturation = Math.Exp(Both(ref draws, options.Saturation));
        var hue = Both(ref draws, options.Hue);
        ColorMatrix(draws.Chance(options.Grey) ? 0 : saturation, hue, color);
    }

    // affine_grid's result [N, H, W, 2], to the bit: libtorch makes it by a product of matrices two columns wide, which takes longer than all the rest of this.
    private static Tensor Places(ReadOnlySpan<float> theta, int height, int width)
    {
        var grid = empty([theta.Length / 6, height, width, 2]);
        var to = MemoryMarshal.Cast<byte, float>(grid.bytes);
        var (columns, rows) = (Middles(width), Middles(height));
        for (var (image, at) = (0, 0); image < theta.Length; image += 6)
        {
            var map = theta.Slice(image, 6);
            foreach (var y in rows)
                foreach (var x in columns)
                {
                    to[at++] = map[0] * x + map[1] * y + map[2];
                    to[at++] = map[3] * x + map[4] * y + map[5];
                }
        }
        return grid;
    }

    // Of pixels, from −1 to 1 at the edges, rounded as affine_grid rounds them.
    private static float[] Middles(int side) => linspace(-1, 1, side).mul_(side - 1).div_(side).data<float>().ToArray();

    // The 3×3 matrix that keeps an RGB pixel's luma Y (Rec. 601) and turns and stretches its colour (B − Y, R − Y) in the plane where the
    // two have television's weights (U, V of the same recommendation): a circle there goes once through all hues.
    private static void ColorMatrix(double saturation, double hue, Span<float> matrix)
    {
        var (cos, sin) = (saturation * Math.Cos(hue), saturation * Math.Sin(hue));
        for (var source = 0; source < 3; source++)
        {
            var y = Luma[source];
            var (u, v) = (0.492 * ((source == 2 ? 1 : 0) - y), 0.877 * ((source == 0 ? 1 : 0) - y));
            var (r, b) = (y + (sin * u + cos * v) / 0.877, y + (cos * u - sin * v) / 0.492);
            matrix[source] = (float)r;
            matrix[3 + source] = (float)((y - Luma[0] * r - Luma[2] * b) / Luma[1]);
            matrix[6 + source] = (float)b;
        }
    }

    private static Tensor CutOut(Tensor x, Tensor cut, int side)
    {
        var places = arange(side, float32).add_(0.5);
        var half = cut.select(1, 2);
        var columns = places.view(1, 1, 1, side).sub(cut.select(1, 0)).abs_().lt(half);
        var rows = places.view(1, 1, side, 1).sub(cut.select(1, 1)).abs_().lt(half);
        return x.masked_fill(rows.logical_and(columns), 0.5);
    }
}
