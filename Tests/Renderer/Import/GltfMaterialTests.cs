using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Import;
using SharpGLTF.Memory;
using SharpGLTF.Schema2;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

public sealed class GltfMaterialTests : ModelFolderFixture
{
    [Fact]
    public void Factors_and_textures_of_a_material_arrive()
    {
        var model = Textured("""
            {"doubleSided":true,"emissiveFactor":[0.5,1,0.25],"emissiveTexture":{"index":0},"normalTexture":{"index":1,"scale":0.7},
             "extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":4}},
             "pbrMetallicRoughness":{"baseColorFactor":[0.1,0.2,0.3,1],"metallicFactor":0.4,"roughnessFactor":0.6,
               "baseColorTexture":{"index":0},"metallicRoughnessTexture":{"index":1}}}
            """);
        var made = Material(model);
        Assert.Empty(model.Unsupported);
        Assert.True(made.DoubleSided);
        Assert.Equal(new Vector3(0.1f, 0.2f, 0.3f), made.Albedo);
        Assert.Equal((0.4f, 0.6f, 0.7f), (made.Metallic, made.Roughness, made.NormalScale));
        Assert.Equal(new Vector3(2, 4, 1), made.Emission);
        Assert.Equal([10, 20, 30, 255], made.AlbedoTexture!.Image.Pixels);
        Assert.Same(made.AlbedoTexture, made.EmissionTexture);
        Assert.Same(made.NormalTexture, made.MetallicRoughnessTexture);
        Assert.Equal([40, 50, 60, 70], made.NormalTexture!.Image.Pixels);
        Assert.True(made.AlbedoTexture.IsSrgb && !made.NormalTexture.IsSrgb);
        Assert.Equal(0, made.AlphaCutoff);
    }

    [Fact]
    public void Without_a_material_or_its_factors_the_formats_own_stand()
    {
        foreach (var material in new[] { null, "{}", """{"pbrMetallicRoughness":{} }""" })
        {
            var made = Material(Textured(material));
            Assert.Equal((Vector3.One, 1f, 1f, false), (made.Albedo, made.Metallic, made.Roughness, made.DoubleSided));
        }
    }

    [Fact]
    public void Images_come_from_beside_the_file_from_within_and_from_its_buffer()
    {
        Put("pictures/a b.png", Png(1, 2, 3));
        var data = "data:image/png;base64," + Convert.ToBase64String(Png(4, 5, 6));
        foreach (var (uri, red) in new[] { ("pictures/a%20b.png", 1), (data, 4) })
        {
            var writer = new GlbWriter();
            var text = Triangle(writer, """{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}""")
                + $$""","textures":[{"source":0}],"images":[{"uri":"{{uri}}"}]""";
            var (gltf, buffer) = writer.ToGltf(text, "data.bin");
            Put("data.bin", buffer);
            Assert.Equal(red, Material(Load("a.gltf", gltf)).AlbedoTexture!.Image.Pixels[0]);
        }
        Assert.Equal(10, Material(Textured("""{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}""")).AlbedoTexture!.Image.Pixels[0]);
    }

    [Fact]
    public void Masked_alpha_is_cut_where_factor_times_texture_is_below_the_cutoff()
    {
        var made = Material(Textured("""{"alphaMode":"MASK","alphaCutoff":0.3,"pbrMetallicRoughness":{"baseColorFactor":[1,1,1,0.5],"baseColorTexture":{"index":0}}}"""));
        Assert.Equal(0.6f, made.AlphaCutoff, 1e-6f);
        Assert.Equal(0.5f, Material(Textured("""{"alphaMode":"MASK","pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}""")).AlphaCutoff);
        // All of it is below.
        Refused("gone.glb", Glb("""{"alphaMode":"MASK","pbrMetallicRoughness":{"baseColorFactor":[1,1,1,0.4]}}"""), "nothing");
        Refused("gone.glb", Glb("""{"alphaMode":"MASK","pbrMetallicRoughness":{"baseColorFactor":[1,1,1,0.4],"baseColorTexture":{"index":0}}}"""), "nothing");
    }

    [Fact]
    public void Blended_alpha_is_opaque_or_cut_at_half_and_said()
    {
        var glass = Textured("""{"alphaMode":"BLEND","pbrMetallicRoughness":{"baseColorFactor":[1,1,1,0.2]}}""");
        Assert.Contains("opaque", Assert.Single(glass.Unsupported), StringComparison.Ordinal);
        Assert.Equal(0, Material(glass).AlphaCutoff);
        // The second texture's alpha is 70 of 255.
        var leaf = Textured("""{"alphaMode":"BLEND","pbrMetallicRoughness":{"baseColorTexture":{"index":1}}}""");
        Assert.Contains("half", Assert.Single(leaf.Unsupported), StringComparison.Ordinal);
        Assert.Equal(0.5f, Material(leaf).AlphaCutoff);
    }

    [Fact]
    public void Unlit_surfaces_shine_by_themselves_alone()
    {
        var made = Material(Textured("""
            {"extensions":{"KHR_materials_unlit":{} },"pbrMetallicRoughness":{"baseColorFactor":[0.1,0.2,0.3,1],"metallicFactor":0,"baseColorTexture":{"index":0}}}
            """));
        Assert.Equal(new Vector3(0.1f, 0.2f, 0.3f), made.Emission);
        Assert.Equal(10, made.EmissionTexture!.Image.Pixels[0]);
        // A metal's reflectance is its albedo, and a black one has none.
        Assert.Equal((Vector3.Zero, 1f), (made.Albedo, made.Metallic));
    }

    [Fact]
    public void Textures_are_moved_turned_and_scaled_as_their_extension_says()
    {
        // The extension's own example: the lower left quarter of the picture, turned clockwise by 90°.
        var model = Textured("""
            {"pbrMetallicRoughness":{"baseColorTexture":{"index":0,"extensions":{"KHR_texture_transform":{"offset":[0,1],"rotation":1.57079632679,"scale":[0.5,0.5]} } } } }
            """);
        // Of (0, 0), (0, 1) and (1, 0) by u′ = (u cos + v sin) / 2, v′ = 1 + (v cos − u sin) / 2; the last two have changed places.
        Vector2[] expected = [new(0, 1), new(0.5f, 1), new(0, 0.5f)];
        Assert.All(Coordinates(model).Zip(expected), pair => Assert.InRange((pair.First - pair.Second).Length(), 0, 1e-6f));
    }

    [Fact]
    public void The_set_of_coordinates_that_the_texture_asks_for_is_used()
    {
        Assert.Equal([new(0, 0), new(0, 1), new(1, 0)], Coordinates(Textured("""{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}""")));
        Assert.Equal([new(5, 5), new(5, 6), new(6, 5)], Coordinates(Textured("""{"pbrMetallicRoughness":{"baseColorTexture":{"index":0,"texCoord":1}}}""")));
        var both = Textured("""{"normalTexture":{"index":1,"texCoord":1},"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}""");
        Assert.Equal(new Vector2(0, 1), Coordinates(both)[1]);
        Assert.Contains("differently", Assert.Single(both.Unsupported), StringComparison.Ordinal);
    }

    [Fact]
    public void A_texture_that_should_stop_at_its_edges_is_said_only_if_a_mesh_goes_beyond_them()
    {
        const string sampler = ""","samplers":[{"wrapS":33071,"magFilter":9728}]""";
        var beyond = Textured("""{"pbrMetallicRoughness":{"baseColorTexture":{"index":0,"texCoord":1}}}""", sampler, """,{"sampler":0}""");
        Assert.Equal(2, beyond.Unsupported.Count);
        var within = Textured("""{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}""", sampler, """,{"sampler":0}""");
        Assert.Contains("smoothed", Assert.Single(within.Unsupported), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        var writer = new GlbWriter();
        var weights = writer.Floats("SCALAR", 0, 1);
        var text = Triangle(writer, """
            {"occlusionTexture":{"index":0},"extensions":{"KHR_materials_clearcoat":{"clearcoatFactor":1} } }
            """, $$""","targets":[{"POSITION":0}]""", ""","skin":0,"camera":0""");
        var model = Load("a.glb", writer.ToGlb(text + $$"""
            ,"textures":[{"source":0}],"images":[{"bufferView":{{writer.View(Png(1, 1, 1))}},"mimeType":"image/png"}],
            "extensionsUsed":["KHR_materials_clearcoat","KHR_lights_punctual","ACME_sparkle"],
            "skins":[{"joints":[0]}],"cameras":[{"type":"perspective","perspective":{"yfov":1,"znear":1} }],
            "animations":[{"channels":[{"sampler":0,"target":{"node":0,"path":"weights"} }],"samplers":[{"input":{{weights}},"output":{{weights}} }]}]
            """));
        foreach (var word in new[] { "Animations", "Skinning", "Cameras", "Morph", "Clear coats", "Lamps", "ACME_sparkle", "Occlusion" })
            Assert.Contains(model.Unsupported, sentence => sentence.Contains(word, StringComparison.Ordinal) && sentence.EndsWith('.'));
        Assert.Equal(8, model.Unsupported.Count);
    }

    [Fact]
    public void Points_and_lines_are_left_out_beside_triangles()
    {
        var writer = new GlbWriter();
        var text = Triangle(writer, "{}").Replace("\"primitives\":[", "\"primitives\":[{\"mode\":1,\"attributes\":{\"POSITION\":0}},", StringComparison.Ordinal);
        var model = Load("a.glb", writer.ToGlb(text));
        Assert.Single(Assert.Single(model.Root.Children).Parts);
        Assert.Contains("lines", Assert.Single(model.Unsupported), StringComparison.Ordinal);
    }

    // The other tests' files are written by hand; here a library of others writes them, as text with files beside it and as GLB.
    [Fact]
    public void Files_that_a_library_wrote_are_read()
    {
        var root = ModelRoot.CreateModel();
        var material = root.CreateMaterial("paint");
        material.InitializePBRMetallicRoughness();
        material.DoubleSided = true;
        material.FindChannel("BaseColor")!.Value.SetTexture(0, root.UseImage(new ArraySegment<byte>(Png(7, 8, 9))));
        material.FindChannel("MetallicRoughness")!.Value.Parameters.Single(parameter => parameter.Name == "RoughnessFactor").Value = 0.25f;
        var primitive = root.CreateMesh("plate").CreatePrimitive();
        primitive.Material = material;
        Attribute("POSITION", DimensionType.VEC3, 0, 0, 0, 1, 0, 0, 0, 1, 0);
        Attribute("NORMAL", DimensionType.VEC3, 0, 0, 1, 0, 0, 1, 0, 0, 1);
        Attribute("TEXCOORD_0", DimensionType.VEC2, 0, 0, 1, 0, 0, 1);
        var node = root.UseScene(0).CreateNode("holder").CreateNode("plate");
        node.Mesh = root.LogicalMeshes[0];
        node.LocalTransform = Matrix4x4.CreateTranslation(1, 2, 3);
        foreach (var name in new[] { "w.glb", "w.gltf" })
        {
            root.Save(Path.Combine(Folder, name));
            var model = ModelFile.Load(Path.Combine(Folder, name));
            Assert.Empty(model.Unsupported);
            var plate = Assert.Single(Assert.Single(model.Root.Children).Children);
            Assert.Equal(("plate", new Vector3(-1, 2, 3)), (plate.Name, plate.Position));
            var part = Assert.Single(plate.Parts);
            Assert.Equal([new(0, 0, 0), new(0, 1, 0), new(-1, 0, 0)], part.Mesh.Vertices.ToArray().Select(vertex => vertex.Position));
            var made = (StandardMaterial)part.Material;
            Assert.Equal((0.25f, true), (made.Roughness, made.DoubleSided));
            Assert.Equal([7, 8, 9, 255], made.AlbedoTexture!.Image.Pixels);
        }

        void Attribute(string name, DimensionType type, params float[] values)
        {
            var bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
            var accessor = root.CreateAccessor();
            accessor.SetVertexData(root.UseBufferView(bytes, 0, null, 0, BufferMode.ARRAY_BUFFER), 0, 3, new AttributeFormat(type));
            primitive.SetVertexAccessor(name, accessor);
        }
    }

    private Model Textured(string? material, string more = "", string texture = "") => Load("a.glb", Glb(material, more, texture));

    /// <summary>A triangle with two sets of coordinates and two textures, the first (10, 20, 30), the second (40, 50, 60, 70).</summary>
    private static byte[] Glb(string? material, string more = "", string texture = "")
    {
        var writer = new GlbWriter();
        var text = Triangle(writer, material);
        int first = writer.View(Png(10, 20, 30)), second = writer.View(Png(40, 50, 60, 70));
        var of = texture.Length > 0 ? ",\"sampler\":0" : "";
        return writer.ToGlb(text + $$"""
            ,"textures":[{"source":0{{of}} },{"source":1}],
            "images":[{"bufferView":{{first}},"mimeType":"image/png"},{"bufferView":{{second}},"mimeType":"image/png"}]{{more}}
            """);
    }

    private static string Triangle(GlbWriter writer, string? material, string primitive = "", string node = "")
    {
        int at = writer.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0), uv = writer.Floats("VEC2", 0, 0, 1, 0, 0, 1), other = writer.Floats("VEC2", 5, 5, 6, 5, 5, 6);
        var (use, list) = material is null ? ("", "") : (",\"material\":0", $",\"materials\":[{material}]");
        return $$"""
            "scenes":[{"nodes":[0]}],"nodes":[{"mesh":0{{node}} }],
            "meshes":[{"primitives":[{"attributes":{"POSITION":{{at}},"TEXCOORD_0":{{uv}},"TEXCOORD_1":{{other}} }{{use}}{{primitive}} }]}]{{list}}
            """;
    }

    private static StandardMaterial Material(Model model) => (StandardMaterial)Assert.Single(Assert.Single(model.Root.Children).Parts).Material;

    private static Vector2[] Coordinates(Model model) => [.. model.Root.Children[0].Parts[0].Mesh.Vertices.ToArray().Select(vertex => vertex.Cloth)];
}
