namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>
/// An affine change of an image, as the map from places of the result back to places of the image, in pixels with the middle of the first at 0.5 (as Pillow has it):
/// x' = Xx · x + Xy · y + X0, y' = Yx · x + Yy · y + Y0.
/// </summary>
internal readonly record struct Warp(double Xx, double Xy, double X0, double Yx, double Yy, double Y0)
{
    /// <summary>What comes in from outside: mid-grey, which is 0 after normalisation (as in the official code of AutoAugment and FixMatch).</summary>
    public const float Fill = 0.5f;

    /// <summary>Moves the image's content left by so many pixels, or right if negative.</summary>
    public static Warp ShiftX(double pixels) => new(1, 0, pixels, 0, 1, 0);

    /// <summary>Moves the image's content up by so many pixels, or down if negative.</summary>
    public static Warp ShiftY(double pixels) => new(1, 0, 0, 0, 1, pixels);

    /// <summary>Rows are moved by this share of their distance from the top.</summary>
    public static Warp ShearX(double shear) => new(1, shear, 0, 0, 1, 0);

    /// <summary>Columns are moved by this share of their distance from the left.</summary>
    public static Warp ShearY(double shear) => new(1, 0, 0, shear, 1, 0);

    /// <summary>Turns, shears and scales about the middle, then moves.</summary>
    /// <param name="radians">Counter-clockwise as seen.</param>
    /// <param name="scale">How much larger the content becomes.</param>
    /// <param name="shear">Rows against their distance from the middle.</param>
    /// <param name="right">Pixels that the content moves right.</param>
    /// <param name="down">Pixels that the content moves down.</param>
    public static Warp About(int width, int height, double radians, double scale = 1, double shear = 0, double right = 0, double down = 0)
    {
        var (cos, sin) = (Math.Cos(radians) / scale, Math.Sin(radians) / scale);
        var (xx, xy, yx, yy) = (cos, shear * cos - sin, sin, shear * sin + cos);
        var (centreX, centreY) = (width / 2.0, height / 2.0);
        return new(xx, xy, centreX - xx * (centreX + right) - xy * (centreY + down), yx, yy, centreY - yx * (centreX + right) - yy * (centreY + down));
    }

    /// <summary>Takes the pixel that each place falls in.</summary>
    public void Nearest(Picture image, float fill = Fill)
    {
        var (w, h, size) = (image.Width, image.Height, image.Width * image.Height);
        var from = image.Pixels;
        var to = image.Swapped.Pixels;
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var (fx, fy) = (Xx * (x + 0.5) + Xy * (y + 0.5) + X0, Yx * (x + 0.5) + Yy * (y + 0.5) + Y0);
                var place = y * w + x;
                if (fx >= 0 && fy >= 0 && fx < w && fy < h)
                {
                    var at = (int)fy * w + (int)fx;
                    for (var c = 0; c < from.Length; c += size)
                        to[c + place] = from[c + at];
                }
                else
                    for (var c = 0; c < from.Length; c += size)
                        to[c + place] = fill;
            }
        image.TakeScratch();
    }

    /// <summary>Mixes the four pixels about each place; beyond the edge it is <paramref name="fill"/>.</summary>
    public void Bilinear(Picture image, float fill = Fill)
    {
        var (w, h, size) = (image.Width, image.Height, image.Width * image.Height);
        var from = image.Pixels;
        var to = image.Swapped.Pixels;
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var (fx, fy) = (Xx * (x + 0.5) + Xy * (y + 0.5) + X0 - 0.5, Yx * (x + 0.5) + Yy * (y + 0.5) + Y0 - 0.5);
                var (left, top) = ((int)Math.Floor(fx), (int)Math.Floor(fy));
                var (wx, wy) = ((float)(fx - left), (float)(fy - top));
                var place = y * w + x;
                for (var c = 0; c < from.Length; c += size)
                {
                    ReadOnlySpan<float> plane = from.Slice(c, size);
                    var upper = At(plane, left, top) * (1 - wx) + At(plane, left + 1, top) * wx;
                    var lower = At(plane, left, top + 1) * (1 - wx) + At(plane, left + 1, top + 1) * wx;
                    to[c + place] = upper * (1 - wy) + lower * wy;
                }
            }
        image.TakeScratch();

        float At(ReadOnlySpan<float> plane, int x, int y) => (uint)x < (uint)w && (uint)y < (uint)h ? plane[y * w + x] : fill;
    }
}
