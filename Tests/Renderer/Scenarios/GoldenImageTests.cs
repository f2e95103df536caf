using System.Runtime.CompilerServices;
using FewLabels.Sim.Tests.Tools;
using SkiaSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios;

/// <summary>
/// Each scenario's first images against pictures that someone looked at (Golden/). The rasteriser's vector width is pinned, since it decides the order of sums;
/// another version of Mesa may round otherwise, so a few codes are let pass. After a change that is meant, run with FEWLABELS_GOLDEN=write, and look.
/// </summary>
public sealed class GoldenImageTests : IDisposable
{
    private const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

    private static readonly string Emblems = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "..", "..", "docs", "pictures", "emblems"));

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public static TheoryData<string, string[]> Scenarios => new()
    {
        { "garments", ["garments", "--size", "28", "--count", "40"] },
        { "dice", ["dice", "--size", "64", "--count", "12"] },
        { "dice-scattered", ["dice", "--size", "128", "--count", "12", "--set", "layout.view=scattered"] },
        { "pictures", ["pictures", "--size", "64", "--count", "18", "--set", $"pictures.folder={Emblems}"] },
        { "glyphs", ["glyphs", "--size", "64", "--count", "20", "--set", $"glyphs.fonts={Font}"] },
        { "handwriting", ["handwriting", "--size", "28", "--count", "20", "--set", $"glyphs.fonts={Font}"] },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_scenario_looks_as_it_did(string name, string[] arguments)
    {
        if (Array.Exists(arguments, argument => argument.EndsWith(Font, StringComparison.Ordinal)) && !File.Exists(Font))
            Assert.Skip("DejaVu Sans is not installed: sudo apt-get install fonts-dejavu-core");
        var (golden, made) = (Path.Combine(Folder(), $"{name}.png"), Path.Combine(_folder, "made.png"));
        var command = Command.Of(["render", .. arguments, "--preview", made]);
        command.Environment["LP_NATIVE_VECTOR_WIDTH"] = "128";
        var (code, _, errors) = command.Run();
        Assert.True(code == 0, errors);
        if (Environment.GetEnvironmentVariable("FEWLABELS_GOLDEN") == "write")
            File.Copy(made, golden, overwrite: true);
        using SKBitmap expected = SKBitmap.Decode(golden), actual = SKBitmap.Decode(made);
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        ReadOnlySpan<byte> before = expected.GetPixelSpan(), after = actual.GetPixelSpan();
        var far = 0;
        for (var i = 0; i < before.Length; i++)
            far += Math.Abs(before[i] - after[i]) > 4 ? 1 : 0;
        Assert.True(far <= before.Length / 200, $"{far} of {before.Length} values differ by more than 4 codes");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
