using System.Text;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Randomizers.Pictures;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>
/// The characters and faces of a scenario, by two settings, and the shapes of their characters. Shapes are kept as long as they are used; any number of threads
/// may ask once the fonts are open.
/// </summary>
internal sealed class GlyphFonts
{
    /// <summary>Emboldening is drawn in steps of this, in heights, so that images share shapes.</summary>
    public const float WeightStep = 0.015f;

    // A label is a byte.
    private const int MostCharacters = 256;
    private const long ShapeBytes = 16L << 20, MeshBytes = 128L << 20;

    // A stroke loses at most this share of its width on either side, so that the thin parts of a letter stay.
    private const float ThinnestShare = 0.2f;

    private readonly Setting _characters, _fonts;
    private readonly RecentlyUsed<(GlyphFace Face, int Character, int Weight, bool Stencil), GlyphShape> _shapes;
    private readonly RecentlyUsed<(GlyphShape Shape, GlyphEdge? Edge), Mesh> _meshes;

    public GlyphFonts(Setting characters, Setting fonts)
    {
        (_characters, _fonts) = (characters, fonts);
        _shapes = new(key => Make(key.Face, key.Character, key.Weight, key.Stencil), shape => shape.Bytes, ShapeBytes);
        _meshes = new(key => Make(key.Shape, key.Edge), Measure, MeshBytes);
    }

    /// <summary>Class names: the characters; those that are neither letters nor digits by their code, so that any of them can name a folder.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The faces of each family.</summary>
    public IReadOnlyList<IReadOnlyList<GlyphFace>> Families { get; private set; } = [];

    /// <summary>The finer half of all faces, by their strokes: what a pen may be taken for.</summary>
    public IReadOnlyList<GlyphFace> Pens { get; private set; } = [];

    /// <summary>The fonts' files with their licences, as the fonts themselves or files beside them tell; known once they are open.</summary>
    public IReadOnlyList<Asset> Assets =>
    [
        .. Families.SelectMany(family => family).DistinctBy(face => face.Font.Path).OrderBy(face => face.Font.Path, StringComparer.Ordinal)
            .Select(face => AssetFiles.One("font", face.Font.Path, face.Licence)),
    ];

    /// <summary>Reads the settings and opens the fonts.</summary>
    /// <exception cref="FewLabelsException">The characters make no classes, a font is missing, or no font has them all.</exception>
    public void Open()
    {
        if (Families.Count > 0)
            return;
        var characters = ReadCharacters(_characters);
        Names = [.. characters.Select(NameOf)];
        var faces = ReadFaces(characters);
        Families = [.. faces.GroupBy(face => face.Font.Family).Select(family => family.ToArray())];
        Pens = [.. faces.OrderBy(face => face.Stroke).Take((faces.Count + 1) / 2)];
    }

    /// <summary>A character's shape, shared among images.</summary>
    /// <param name="weight">How far its outline is moved out, in steps of <see cref="WeightStep"/>.</param>
    public GlyphShape Shape(GlyphFace face, int character, int weight = 0, bool stencil = false) => _shapes.Get((face, character, weight, stencil));

    /// <summary>A shape's face as a thin sheet, shared among images.</summary>
    public Mesh Flat(GlyphShape shape) => _meshes.Get((shape, null));

    /// <summary>A shape's body, shared among images.</summary>
    public Mesh Body(GlyphShape shape, GlyphEdge edge) => _meshes.Get((shape, edge));

    private static Mesh Make(GlyphShape shape, GlyphEdge? edge)
    {
        if (edge is { } given)
            return shape.CreateBody(given);
        var flat = new Mesh();
        shape.AddFlat(flat);
        return flat;
    }

    private static long Measure(Mesh mesh) => 24L * mesh.VertexCount + 2L * mesh.IndexCount + mesh.Levels.Sum(level => Measure(level.Mesh));

    private static GlyphShape Make(GlyphFace face, int character, int weight, bool stencil)
    {
        var contours = face.Contours(character);
        var offset = Math.Max(weight * WeightStep, -ThinnestShare * GlyphShape.Stroke(contours));
        var shaped = OutlineShaping.Offset(contours, offset, round: false);
        if (stencil)
            shaped = Stencil.Cut(shaped);
        return new(shaped.Count > 0 ? shaped : contours);
    }

    /// <summary>The characters of the setting, as classes.</summary>
    /// <exception cref="FewLabelsException">There are none or too many, one stands twice, or one leaves no mark.</exception>
    public static Rune[] ReadCharacters(Setting setting)
    {
        Rune[] characters = [.. setting.Value.EnumerateRunes()];
        var fault = characters.Length switch
        {
            0 => "No character is given",
            > MostCharacters => $"{characters.Length} characters are too many",
            _ when characters.FirstOrDefault(LeavesNoMark) is { Value: > 0 } blank => $"The character {CodeOf(blank)} leaves no mark",
            _ when characters.GroupBy(character => character).FirstOrDefault(same => same.Count() > 1) is { } twice => $"The character '{twice.Key}' stands twice",
            _ => null,
        };
        return fault is null ? characters : throw new FewLabelsException(
            fault, setting.Path, $"Give 1 to {MostCharacters} different characters that can be seen, such as 0123456789: each is a class.", ExitCode.WrongUsage);
    }

    private static string NameOf(Rune character) => Rune.IsLetterOrDigit(character) ? character.ToString() : CodeOf(character);

    private static string CodeOf(Rune character) => $"U+{character.Value:X4}";

    private static bool LeavesNoMark(Rune character) => Rune.IsWhiteSpace(character) || Rune.IsControl(character);

    private List<GlyphFace> ReadFaces(Rune[] characters)
    {
        var asked = _fonts.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var faces = new List<GlyphFace>();
        if (asked.Length == 0)
            faces.AddRange(Usable(InstalledFonts.All, characters));
        foreach (var entry in asked)
        {
            var found = Directory.Exists(entry) ? InstalledFonts.In([entry]) : FacesOf(entry);
            var usable = Usable(found, characters);
            if (usable.Count == 0)
                throw NoneIn(entry, found.Count);
            faces.AddRange(usable);
        }
        return faces.Count > 0 ? faces : throw new FewLabelsException(
            $"No installed font has all of the characters {_characters.Value}", _fonts.Path,
            "Install one (on Debian and Ubuntu: apt install fonts-dejavu-core), or give the path of a .ttf or .otf file or of a folder of them.");
    }

    private FewLabelsException NoneIn(string entry, int faces) => new(
        faces == 0 ? "A folder holds no font" : $"No face here has all of the characters {_characters.Value}", entry,
        $"Give fonts that have them in {_fonts.Path}, or leave it empty for all installed ones (on Debian and Ubuntu, fonts-dejavu-core has Latin, Greek and Cyrillic letters).");

    // A family with all its faces, or a file with its first.
    private static FontFile[] FacesOf(string entry)
    {
        FontFile[] family = [.. InstalledFonts.All.Where(face => face.Family.Equals(entry, StringComparison.OrdinalIgnoreCase))];
        if (family.Length > 0)
            return family;
        using var file = GlyphOutlines.Open(entry);
        return [file.Font];
    }

    private static List<GlyphFace> Usable(IReadOnlyList<FontFile> fonts, Rune[] characters)
    {
        var faces = new List<GlyphFace>();
        foreach (var font in fonts)
        {
            var outlines = GlyphOutlines.Open(font);
            if (GlyphFace.TryCreate(outlines, characters) is { } face)
                faces.Add(face);
            else
                outlines.Dispose();
        }
        return faces;
    }
}
