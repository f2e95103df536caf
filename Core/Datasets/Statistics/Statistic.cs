namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>A number that each image, or each object in it, has.</summary>
/// <param name="Name">As tables, pages and JSON have it.</param>
/// <param name="Unit">What it is counted in; empty for a plain number.</param>
/// <param name="Meaning">A sentence, with its source where it has one.</param>
/// <param name="Scale">The axis of its histogram.</param>
public sealed record Statistic(string Name, string Unit, string Meaning, StatisticScale Scale)
{
    // Pixels of 8 bits, as the measures' sources have them.
    private static readonly StatisticScale Levels = new(0, 255);
    private static readonly StatisticScale Sides = new(1, 65536, Logarithmic: true);
    private static readonly StatisticScale Shares = new(0, 1);

    public static Statistic Width { get; } = new("width", "pixels", "Of the image as it is stored and shown upright.", Sides);

    public static Statistic Height { get; } = new("height", "pixels", "Of the image as it is stored and shown upright.", Sides);

    public static Statistic Aspect { get; } = new("aspect", "", "Width by height.", new(1 / 64.0, 64, Logarithmic: true));

    public static Statistic Brightness { get; } = new("brightness", "levels of 255", "Mean luma (Rec. 601).", Levels);

    public static Statistic Contrast { get; } = new("contrast", "levels of 255", "Standard deviation of luma: RMS contrast (Peli 1990).", new(0, 128));

    public static Statistic Sharpness { get; } = new("sharpness", "", "Variance of luma's Laplacian (Pech-Pacheco et al. 2000): edges, grain and noise.", new(0.01, 1e6, Logarithmic: true));

    public static Statistic Colourfulness { get; } = new("colourfulness", "", "Spread and mean of the opponent colours (Hasler and Süsstrunk 2003): 0 grey, 33 moderate, 59 quite, 109 extremely.", new(0, 256));

    public static Statistic Slope { get; } = new("spectrum slope", "", "Of the logarithm of power over that of frequency: about −2 in natural photos (Field 1987), 0 in white noise.", new(-6, 2));

    public static Statistic Objects { get; } = new("objects", "an image", "Labelled objects that are seen in an image.", new(0, StatisticScale.Bins));

    public static Statistic BoxWidth { get; } = new("box width", "of the image's", "Of the tight box about what is seen of an object.", Shares);

    public static Statistic BoxHeight { get; } = new("box height", "of the image's", "Of the tight box about what is seen of an object.", Shares);

    public static Statistic BoxSize { get; } = new("box size", "of the image's", "Square root of the box's area by the image's.", Shares);

    public static Statistic BoxX { get; } = new("box centre x", "of the width", "From the left.", Shares);

    public static Statistic BoxY { get; } = new("box centre y", "of the height", "From the top.", Shares);

    /// <summary>All of them, in the order of tables.</summary>
    public static IReadOnlyList<Statistic> All { get; } =
        [Width, Height, Aspect, Brightness, Contrast, Sharpness, Colourfulness, Slope, Objects, BoxWidth, BoxHeight, BoxSize, BoxX, BoxY];
}
