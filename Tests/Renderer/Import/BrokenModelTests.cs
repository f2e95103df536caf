using System.Diagnostics;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

public sealed class BrokenModelTests : ModelFolderFixture
{
    [Theory]
    [InlineData("KHR_draco_mesh_compression", "gltf-transform")]
    [InlineData("EXT_meshopt_compression", "gltfpack")]
    [InlineData("KHR_texture_basisu", "PNG")]
    [InlineData("ACME_unheard_of", "without")]
    public void An_extension_that_the_file_cannot_do_without_is_named_with_a_remedy(string name, string remedy)
    {
        var error = Refused("a.glb", Triangle($"\"extensionsUsed\":[\"{name}\"],\"extensionsRequired\":[\"{name}\"]"), name);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_texture_in_a_new_format_is_read_by_its_ordinary_image_or_refused()
    {
        const string ktx = """
            "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"images":[{"uri":"a.png"},{"uri":"a.ktx2"}],"extensionsUsed":["KHR_texture_basisu"],
            """;
        Put("a.png", Png(9, 9, 9));
        Put("a.ktx2", [1, 2, 3, 4]);
        var model = Load("a.glb", Triangle(ktx + """ "textures":[{"source":0,"extensions":{"KHR_texture_basisu":{"source":1}}}]"""));
        Assert.Contains("KTX2", Assert.Single(model.Unsupported), StringComparison.Ordinal);
        Refused("a.glb", Triangle(ktx + """ "textures":[{"extensions":{"KHR_texture_basisu":{"source":1}}}]"""), "KHR_texture_basisu");
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("a/../../secret.png")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\\\secret.png")]
    [InlineData("C:\\\\secret.png")]
    [InlineData("https://example.com/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("%2e%2e/secret.png")]
    public void What_lies_outside_the_models_folder_is_refused(string uri) =>
        Refused("a.glb", Triangle($$""" "images":[{"uri":"{{uri}}"}] """), "outside");

    [Fact]
    public void A_missing_image_or_buffer_is_named()
    {
        Refused("a.glb", Triangle(""" "images":[{"uri":"gone.png"}] """), "gone.png");
        Refused("a.gltf", Encoding.UTF8.GetBytes("""{"asset":{"version":"2.0"},"buffers":[{"byteLength":4,"uri":"gone.bin"}]}"""), "gone.bin");
        var error = Assert.Throws<FewLabelsException>(() => ModelFile.Load(Path.Combine(Folder, "absent.glb")));
        Assert.Contains("absent.glb", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_does_not_decode_is_named()
    {
        Put("bad.png", [1, 2, 3]);
        Refused("a.glb", Triangle("""
            "materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"textures":[{"source":0}],"images":[{"uri":"bad.png","name":"bark"}]
            """), "a.glb");
    }

    [Fact]
    public void A_file_that_is_cut_off_or_no_model_is_refused()
    {
        var whole = Triangle();
        foreach (var length in new[] { 4, 11, 19, 21, 60, whole.Length - 1 })
            Refused("cut.glb", whole[..length], "cut off");
        // A chunk that claims more than the file has.
        Refused("chunk.glb", [.. whole[..12], 0xF0, 0xFF, 0xFF, 0x7F, .. whole[16..]], "cut off");
        Refused("old.glb", [.. whole[..4], 1, 0, 0, 0, .. whole[8..]], "version 1");
        Refused("none.glb", [], "JSON");
        Refused("noise.gltf", [.. Enumerable.Range(0, 999).Select(i => (byte)(i * 7))], "JSON");
        Refused("list.gltf", "[1, 2]"u8.ToArray(), "object");
        Refused("old.gltf", """{"asset":{"version":"1.0"}}"""u8.ToArray(), "version 1.0");
        Refused("model.fbx", whole, ".fbx");
    }

    [Theory]
    [InlineData("""[{"children":[1]},{"children":[0]},{"mesh":0}]""", "ancestors")]
    [InlineData("""[{"children":[0]},{},{"mesh":0}]""", "ancestors")]
    [InlineData("""[{"children":[2]},{"children":[2]},{"mesh":0}]""", "both")]
    [InlineData("""[{"children":[7]},{},{"mesh":0}]""", "child")]
    [InlineData("""[{},{"children":[2]},{"mesh":0}]""", "below another")]
    public void Nodes_that_are_no_trees_are_refused(string nodes, string word)
    {
        var writer = new GlbWriter();
        Refused("a.glb", writer.ToGlb($$"""
            "scenes":[{"nodes":[2]}],"nodes":{{nodes}},"meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0)}} } }]}]
            """), word);
    }

    [Fact]
    public void Very_deep_nodes_and_very_many_copies_are_refused()
    {
        var chain = string.Join(',', Enumerable.Range(1, 100_000).Select(i => $"{{\"children\":[{i}]}}"));
        Refused("deep.gltf", Encoding.UTF8.GetBytes($$"""{"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{{chain}},{}]}"""), "deeper");
        var writer = new GlbWriter();
        var mesh = $$"""{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", [.. Enumerable.Range(0, 90_000).Select(i => (float)(i * i % 7919))])}} } }]}""";
        var copies = Enumerable.Range(0, 2000).ToArray();
        Refused("many.glb", writer.ToGlb(
            $$""" "scenes":[{"nodes":[{{string.Join(',', copies)}}]}],"nodes":[{{string.Join(',', copies.Select(_ => "{\"mesh\":0}"))}}],"meshes":[{{mesh}}] """), "vertices");
    }

    [Fact]
    public void Numbers_that_lead_astray_are_refused()
    {
        Refused("a.glb", Corners(w => w.Floats("VEC3", 0, 0, 0, float.NaN, 0, 0, 0, 1, 0)), "no numbers");
        Refused("a.glb", Corners(w => w.Floats("VEC3", 0, 0, 0, float.PositiveInfinity, 0, 0, 0, 1, 0)), "no numbers");
        Refused("a.glb", Corners(w => w.Floats("VEC2", 0, 0, 0, 1)), "VEC2");
        Refused("a.glb", Corners(w => w.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0), w => w.Shorts(0, 1, 3)), "vertex 3 of 3");
        Refused("a.glb", Corners(_ => 5), "a.glb");
        var text = Encoding.UTF8.GetString(new GlbWriter().ToGltf("").Gltf);
        Refused("a.gltf", Encoding.UTF8.GetBytes(text.Replace("\"byteLength\":0", "\"byteLength\":64", StringComparison.Ordinal)), "0 of its 64 bytes");
        var writer = new GlbWriter();
        var huge = Encoding.UTF8.GetString(writer.ToGltf(Body(writer, w => w.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0))).Gltf);
        Refused("a.gltf", Encoding.UTF8.GetBytes(huge.Replace("\"count\":3", "\"count\":2000000000", StringComparison.Ordinal)), "2000000000 values");
        Refused("a.gltf", Encoding.UTF8.GetBytes(huge.Replace("\"mesh\":0", "\"mesh\":0,\"translation\":[1e39,0,0]", StringComparison.Ordinal)), "a.gltf");
    }

    [Fact]
    public void A_model_that_shows_nothing_is_refused()
    {
        Refused("a.gltf", """{"asset":{"version":"2.0"},"scenes":[{}],"nodes":[{}]}"""u8.ToArray(), "nothing");
        Refused("a.obj", "v 0 0 0\n"u8.ToArray(), "nothing");
        Refused("b.obj", "v 0 0 0\nv 1 1 1\nv 2 2 2\nf 1 2 3\n"u8.ToArray(), "nothing");
    }

    // Whatever a byte is turned into, what comes out is a model or an error that names the file.
    [Fact]
    public void Two_thousand_mutated_files_end_in_a_model_or_a_plain_error()
    {
        Put("bark.png", Png(1, 2, 3));
        Put("wood.mtl", "newmtl wood\nKd 1 0.5 0.2\nmap_Kd -s 2 2 bark.png\nNs 90\nKs 1 1 1\n");
        byte[][] glbs = [Triangle(), Rich(false), Rich(true)];
        var obj = Encoding.ASCII.GetBytes(
            "mtllib wood.mtl\no box\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0.5 0.5 1\nvt 0 0\nvt 1 0\nvt 1 1\nvn 0 0 1\nusemtl wood\ns 1\n"
            + "f 1/1/1 2/2/1 3/3/1 4/1/1\nf -1 -2 -3\ng side\ns off\nf 1//1 2//1 5//1\nf 1 2 5 4 3\n");
        var watch = Stopwatch.StartNew();
        var (read, refused) = (0, 0);
        for (var i = 0; i < 2000; i++)
        {
            var stream = StreamKey.Of(5).With("mutations").With(i).Open();
            var isObj = i % 3 == 0;
            var bytes = (isObj ? obj : glbs[i % glbs.Length]).ToArray();
            var changes = 1 + stream.Next(4);
            for (var change = 0; change < changes; change++)
            {
                var at = stream.Next(bytes.Length);
                switch (stream.Next(4))
                {
                    case 0:
                        bytes[at] ^= (byte)(1 << stream.Next(8));
                        break;
                    case 1:
                        bytes[at] = (byte)stream.Next(256);
                        break;
                    case 2:
                        // A digit, since most of what leads astray is a number.
                        bytes[at] = (byte)('0' + stream.Next(10));
                        break;
                    default:
                        bytes = stream.Chance(0.5) ? bytes[..Math.Max(1, at)] : [.. bytes[..at], .. bytes[(at / 2)..]];
                        break;
                }
            }
            var path = Put(isObj ? "m.obj" : stream.Chance(0.5) ? "m.glb" : "m.gltf", bytes);
            try
            {
                var model = ModelFile.Load(path);
                Assert.False(model.Bounds.IsEmpty);
                read++;
            }
            catch (FewLabelsException)
            {
                refused++;
            }
        }
        Assert.True(read > 100 && refused > 100, $"{read} were read, {refused} refused.");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"It took {watch.Elapsed.TotalSeconds:0} s.");
    }

    private static byte[] Rich(bool packed)
    {
        var writer = new GlbWriter();
        int at = writer.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0), toward = writer.Floats("VEC3", 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
        int uv = writer.Floats("VEC2", 0, 0, 1, 0, 0, 1, 1, 1), index = writer.Shorts(0, 1, 2, 3), image = writer.View(Png(5, 6, 7));
        var color = writer.Floats("VEC4", 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1);
        var rest = $$"""
            "scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"children":[1,2]},{"mesh":0,"rotation":[0,1,0,0],"scale":[1,2,-1]},{"mesh":0,"matrix":[1,0,0,0,0,1,0,0,0,0,1,0,3,4,5,1]}],
            "materials":[{"alphaMode":"MASK","pbrMetallicRoughness":{"baseColorTexture":{"index":0,"extensions":{"KHR_texture_transform":{"scale":[2,2]} } } } },{}],
            "textures":[{"source":0,"sampler":0}],"samplers":[{"wrapS":33648}],"images":[{"bufferView":{{image}},"mimeType":"image/png"}],
            "meshes":[{"primitives":[{"mode":5,"indices":{{index}},"material":0,"attributes":{"POSITION":{{at}},"NORMAL":{{toward}},"TEXCOORD_0":{{uv}} } },
              {"material":1,"mode":6,"attributes":{"POSITION":{{at}},"COLOR_0":{{color}} } }]}]
            """;
        return packed ? writer.ToGlb(rest) : writer.ToGltf(rest).Gltf;
    }

    private static byte[] Triangle(string more = "")
    {
        var writer = new GlbWriter();
        var uv = writer.Floats("VEC2", 0, 0, 1, 0, 0, 1);
        return writer.ToGlb($$"""
            "scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],{{more}}{{(more.Length > 0 ? "," : "")}}
            "meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0)}},"TEXCOORD_0":{{uv}} }
            {{(more.Contains("materials", StringComparison.Ordinal) ? ",\"material\":0" : "")}} }]}]
            """);
    }

    private static byte[] Corners(Func<GlbWriter, int> positions, Func<GlbWriter, int>? indices = null)
    {
        var writer = new GlbWriter();
        return writer.ToGlb(Body(writer, positions, indices));
    }

    private static string Body(GlbWriter writer, Func<GlbWriter, int> positions, Func<GlbWriter, int>? indices = null) => $$"""
        "scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":{{positions(writer)}} }{{(indices is null ? "" : $",\"indices\":{indices(writer)}")}} }]}]
        """;
}
