using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>The materials of an OBJ file, read from its MTL files.</summary>
internal sealed class MtlLibrary(ModelFolder folder, Gaps gaps)
{
    private readonly Dictionary<string, MtlMaterial> _sources = [];
    private readonly Dictionary<string, StandardMaterial?> _made = [];
    private readonly MtlTextures _textures = new(folder);
    private bool _read;

    public static bool IsTextured(StandardMaterial material) =>
        (material.AlbedoTexture ?? material.MetallicRoughnessTexture ?? material.NormalTexture ?? material.EmissionTexture) is not null;

    /// <param name="name">Of the MTL file, in the model's folder.</param>
    /// <param name="where">What names it.</param>
    /// <exception cref="FewLabelsException">Missing, outside the folder, or broken.</exception>
    public void Read(string name, string where)
    {
        _read = true;
        var path = folder.Find(name, where);
        using var text = new StreamReader(new MemoryStream(ModelFolder.Read(path)), Encoding.UTF8);
        var lines = new ObjLines(text.ReadToEnd());
        var below = Path.GetDirectoryName(name.Replace('\\', '/')) ?? "";
        MtlMaterial? material = null;
        while (lines.MoveNext())
        {
            var line = new ObjLine(lines.Current, path, lines.Number);
            if (line.Keyword is "newmtl")
                _sources[line.Rest] = material = new();
            else if (!line.Keyword.IsEmpty)
                Take(ref line, material ?? throw line.Wrong("a material's line stands before any newmtl"), below);
        }
    }

    /// <summary>The material of this name; null if nothing of it is to be seen.</summary>
    /// <param name="name">Empty where the file says no usemtl.</param>
    /// <exception cref="FewLabelsException">The MTL files have no such material, or it has a texture that does not read.</exception>
    public StandardMaterial? Of(string name, string where)
    {
        if (_made.TryGetValue(name, out var made))
            return made;
        if (_sources.TryGetValue(name, out var source))
            return _made[name] = Make(source);
        if (_read && name.Length > 0)
            throw new FewLabelsException($"A model uses the material '{name}', which its MTL files don't have", where, "Export the model with its materials again.");
        if (name.Length > 0)
            gaps.Add("The file names materials and no MTL file: all are light grey.");
        return _made[name] = new() { Albedo = new(0.8f), Roughness = 1, DoubleSided = true };
    }

    private void Take(ref ObjLine line, MtlMaterial material, string below)
    {
        switch (line.Keyword.ToString().ToLowerInvariant())
        {
            case "kd":
                material.Diffuse = Color(ref line) ?? material.Diffuse;
                break;
            case "ks":
                material.Specular = Color(ref line) ?? material.Specular;
                break;
            case "ke":
                material.Emission = Color(ref line) ?? material.Emission;
                break;
            case "ns":
                material.Exponent = line.Number();
                break;
            case "pr":
                material.Roughness = line.Number();
                break;
            case "pm":
                material.Metallic = line.Number();
                break;
            case "d":
                // "d -halo" fades with the angle.
                if (!line.TryNext(out var opacity))
                {
                    line.Next();
                    opacity = line.Number();
                }
                material.Opacity = opacity;
                break;
            case "tr":
                material.Opacity = 1 - line.Number();
                break;
            case "map_kd":
                material.DiffuseMap = Map(ref line, below);
                break;
            case "map_d":
                material.OpacityMap = Map(ref line, below);
                break;
            case "map_ke":
                material.EmissionMap = Map(ref line, below);
                break;
            case "map_pr":
                material.RoughnessMap = Map(ref line, below);
                break;
            case "map_pm":
                material.MetallicMap = Map(ref line, below);
                break;
            case "map_bump" or "bump":
                material.BumpMap = Map(ref line, below);
                break;
            case "norm" or "map_kn":
                material.NormalMap = Map(ref line, below);
                break;
            case "map_ks" or "map_ns" or "map_tr" or "disp" or "decal" or "refl":
                gaps.Add($"Textures of the kind {line.Keyword} are left out.");
                break;
        }
    }

    private Vector3? Color(ref ObjLine line)
    {
        if (line.TryNext(out var red))
        {
            var green = line.NumberOr(red);
            return new(red, green, line.NumberOr(green));
        }
        gaps.Add("Colours given as spectra or in CIE XYZ are left out.");
        return null;
    }

    private static MtlMap Map(ref ObjLine line, string below)
    {
        Vector2 scale = Vector2.One, offset = Vector2.Zero;
        var bump = 1f;
        for (var ahead = line; ahead.Next() is ['-', ..] option; ahead = line)
        {
            line = ahead;
            switch (option)
            {
                case "-s":
                    scale.X = line.Number();
                    scale.Y = line.TryNext(out var y) ? y : 1;
                    line.TryNext(out _);
                    break;
                case "-o":
                    offset.X = line.Number();
                    offset.Y = line.TryNext(out var v) ? v : 0;
                    line.TryNext(out _);
                    break;
                case "-bm":
                    bump = line.Number();
                    break;
                case "-t":
                    while (line.TryNext(out _))
                        continue;
                    break;
                case "-mm":
                    line.Next();
                    line.Next();
                    break;
                case "-blendu" or "-blendv" or "-boost" or "-cc" or "-clamp" or "-imfchan" or "-texres" or "-type":
                    line.Next();
                    break;
                default:
                    throw line.Wrong($"'{option}' is no option of a texture");
            }
        }
        return line.AtEnd ? throw line.Wrong("a texture's name is missing") : new(line.Rest, below, line.Where, scale, offset, bump);
    }

    private StandardMaterial? Make(MtlMaterial source)
    {
        if (source.Opacity <= 0 && source.OpacityMap is null)
            return null;
        if (source.Opacity < 1 && source.OpacityMap is null)
            gaps.Add("See-through surfaces (d below 1) are drawn opaque.");
        var made = new StandardMaterial
        {
            DoubleSided = true,
            Albedo = Vector3.Clamp(source.Diffuse ?? (source.DiffuseMap is null ? new(0.8f) : Vector3.One), Vector3.Zero, Vector3.One),
            AlbedoTexture = _textures.Albedo(source.DiffuseMap, source.OpacityMap),
            AlphaCutoff = source.OpacityMap is null ? 0 : 0.5f,
            Metallic = Math.Clamp(source.Metallic ?? (source.MetallicMap is null ? 0 : 1), 0, 1),
            Roughness = Math.Clamp(source.Roughness ?? (source.RoughnessMap is null ? RoughnessOf(source) : 1), 0, 1),
            MetallicRoughnessTexture = _textures.MetallicRoughness(source.MetallicMap, source.RoughnessMap),
            Emission = Vector3.Max(source.Emission ?? (source.EmissionMap is null ? Vector3.Zero : Vector3.One), Vector3.Zero),
            EmissionTexture = source.EmissionMap is null ? null : _textures.Plain(source.EmissionMap, srgb: true),
        };
        if (source.NormalMap is { } normals)
            (made.NormalTexture, made.NormalScale) = (_textures.Plain(normals, srgb: false), normals.Bump);
        else if (source.BumpMap is { } bump)
            (made.NormalTexture, made.NormalScale) = (_textures.Bump(bump), bump.Bump);
        Lie(made, source);
        return made;
    }

    // A Phong exponent n has the width of a GGX lobe of α² = 2 / (n + 2) (Walter et al. 2007, section 5.2), and α is roughness squared.
    private static float RoughnessOf(MtlMaterial source) =>
        source is { Exponent: { } exponent and > 0, Specular: { } shine } && shine != Vector3.Zero ? MathF.Pow(2 / (exponent + 2), 0.25f) : 1;

    private void Lie(StandardMaterial made, MtlMaterial source)
    {
        var maps = new[] { source.DiffuseMap, source.OpacityMap, source.NormalMap ?? source.BumpMap, source.RoughnessMap, source.MetallicMap, source.EmissionMap }
            .OfType<MtlMap>().ToArray();
        if (maps.Length == 0)
            return;
        if (maps.Any(map => (map.Scale, map.Offset) != (maps[0].Scale, maps[0].Offset)))
            gaps.Add("Where textures of one material lie differently on a mesh, all lie as the first does.");
        var (scale, offset) = (maps[0].Scale, maps[0].Offset);
        // The file's v runs upwards: v′ = s v + o there is 1 − (s (1 − v) + o) here.
        (made.TextureScale, made.TextureOffset) = (scale, new(offset.X, 1 - scale.Y - offset.Y));
    }
}
