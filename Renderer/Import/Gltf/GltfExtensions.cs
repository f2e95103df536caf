using System.Text.Json.Nodes;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Import.Gltf;

/// <summary>What becomes of the extensions that a glTF file names.</summary>
internal static class GltfExtensions
{
    private static readonly HashSet<string> Read =
    [
        "KHR_materials_unlit", "KHR_materials_emissive_strength", "KHR_materials_pbrSpecularGlossiness", "KHR_texture_transform", "KHR_mesh_quantization",
        "KHR_node_visibility", "EXT_texture_webp",
        // These say nothing about what is seen.
        "KHR_xmp", "KHR_xmp_json_ld",
    ];

    /// <summary>Without these the file's shapes are still there.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["KHR_materials_clearcoat"] = "Clear coats are left out",
        ["KHR_materials_sheen"] = "Sheen is left out",
        ["KHR_materials_transmission"] = "Glass is drawn opaque",
        ["KHR_materials_diffuse_transmission"] = "Light that shines through surfaces is left out",
        ["KHR_materials_volume"] = "Colour by thickness is left out",
        ["KHR_materials_volume_scatter"] = "Scattering inside volumes is left out",
        ["KHR_materials_dispersion"] = "Dispersion is left out",
        ["KHR_materials_ior"] = "All dielectrics reflect 4 % of light",
        ["KHR_materials_specular"] = "All dielectrics reflect 4 % of light",
        ["KHR_materials_iridescence"] = "Iridescence is left out",
        ["KHR_materials_anisotropy"] = "Brushed surfaces shine alike in all directions",
        ["KHR_materials_variants"] = "The first of each material's variants is used",
        ["KHR_lights_punctual"] = "Lamps are left out",
        ["KHR_animation_pointer"] = "Animations are left out",
        ["EXT_mesh_gpu_instancing"] = "Repeated instances of meshes are left out",
        ["MSFT_lod"] = "Coarser copies are left out",
        ["MSFT_texture_dds"] = "DDS textures are left out for the PNG or JPEG ones beside them",
        ["KHR_texture_basisu"] = "KTX2 textures are left out for the PNG or JPEG ones beside them",
    };

    private static readonly Dictionary<string, string> Impossible = new()
    {
        ["KHR_draco_mesh_compression"] = "Decompress it: gltf-transform copy in.glb out.glb.",
        ["EXT_meshopt_compression"] = "Decompress it: gltf-transform copy in.glb out.glb, or gltfpack -noq without -c.",
        ["KHR_meshopt_compression"] = "Decompress it: gltf-transform copy in.glb out.glb, or gltfpack -noq without -c.",
        ["KHR_texture_basisu"] = "Export it with PNG or JPEG textures (gltfpack without -tc, or gltf-transform ktxdecompress).",
        ["MSFT_texture_dds"] = "Export it with PNG or JPEG textures.",
        ["EXT_mesh_gpu_instancing"] = "Export it with a node for each instance.",
    };

    /// <exception cref="FewLabelsException">The file can't do without one that is not read.</exception>
    public static void Check(JsonObject root, string path, Gaps gaps)
    {
        var required = Names(root, "extensionsRequired");
        foreach (var name in required)
        {
            if (Impossible.TryGetValue(name, out var remedy))
                throw new FewLabelsException($"A model requires the extension {name}, which is not read", path, remedy);
            if (!Read.Contains(name) && !LeftOut.ContainsKey(name))
                throw new FewLabelsException($"A model requires the unknown extension {name}", path, "Export it without that extension.");
        }
        foreach (var name in Names(root, "extensionsUsed").Except(Read))
            gaps.Add($"{LeftOut.GetValueOrDefault(name, "An extension is ignored")} ({name}).");
        // SharpGLTF refuses what is used and not declared; here a file may forget that, and what is left out does no harm.
        root["extensionsRequired"] = new JsonArray("KHR_mesh_quantization");
        root["extensionsUsed"] = new JsonArray([.. Read.Concat(LeftOut.Keys).Select(name => JsonValue.Create(name))]);
    }

    private static IEnumerable<string> Names(JsonObject root, string list) => root.List(list).Select(JsonReading.Text).OfType<string>().Distinct();
}
