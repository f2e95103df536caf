using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

public sealed class ObjTests : ModelFolderFixture
{
    private const string Square = "v 0 0 0\nv 2 0 0\nv 2 1 0\nv 0 1 0\n";

    [Fact]
    public void A_polygon_is_mirrored_turned_over_and_flat()
    {
        var mesh = Mesh(Obj(Square + "f 1 2 3 4\n"));
        Assert.Equal(
            [new(0, 0, 0), new(-2, 1, 0), new(-2, 0, 0), new(0, 0, 0), new(0, 1, 0), new(-2, 1, 0)],
            Triangles(mesh));
        Assert.All(mesh.Vertices.ToArray(), vertex => Assert.Equal(Vertex.Pack(Vector3.UnitZ, 1), vertex.NormalAndShade));
    }

    [Fact]
    public void Negative_numbers_count_backwards_and_v_runs_upwards()
    {
        var mesh = Mesh(Obj(Square + "vt 0 0\nvt 1 0.25\nvt 1\nvn 0 0 1\nvn 1 0 0\nf -4/-3/-2 -3/-2/-2 -2/-1/-1\n"));
        Assert.Equal([new(0, 0, 0), new(-2, 1, 0), new(-2, 0, 0)], Triangles(mesh));
        Assert.Equal([new(0, 1), new(1, 1), new(1, 0.75f)], mesh.Vertices.ToArray().Select(vertex => vertex.Cloth));
        Assert.Equal(
            [Vertex.Pack(Vector3.UnitZ, 1), Vertex.Pack(-Vector3.UnitX, 1), Vertex.Pack(Vector3.UnitZ, 1)],
            mesh.Vertices.ToArray().Select(vertex => vertex.NormalAndShade));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    public void A_hollow_polygon_is_filled_within_its_outline(int a, int b, int c)
    {
        // A comb of three teeth, in planes of either sense; its area is known and no triangle may be turned.
        Vector2[] comb = [new(0, 0), new(7, 0), new(7, 4), new(6, 4), new(6, 1), new(4, 1), new(4, 4), new(3, 4), new(3, 1), new(1, 1), new(1, 4), new(0, 4)];
        var text = new StringBuilder();
        foreach (var point in comb)
        {
            var place = new float[3];
            (place[a], place[b], place[c]) = (point.X, point.Y, 0.5f);
            text.Append(FormattableString.Invariant($"v {place[0]} {place[1]} {place[2]}\n"));
        }
        text.Append("f ").AppendJoin(' ', Enumerable.Range(1, comb.Length)).Append('\n');
        var corners = Triangles(Mesh(Obj(text.ToString())));
        Assert.Equal(3 * (comb.Length - 2), corners.Length);
        var whole = Vector3.Zero;
        var area = 0f;
        for (var i = 0; i < corners.Length; i += 3)
        {
            var face = Vector3.Cross(corners[i + 1] - corners[i], corners[i + 2] - corners[i]) / 2;
            whole += face;
            area += face.Length();
        }
        // 7 × 1 and three teeth of 1 × 3: were a triangle outside, the areas would add up to more.
        Assert.Equal(16, area, 1e-4f);
        Assert.Equal(16, whole.Length(), 1e-4f);
    }

    [Fact]
    public void Smoothing_groups_share_normals_and_flat_faces_do_not()
    {
        // A ridge: two squares at a right angle along z. Their diagonals meet its ends unevenly, which must not tilt the normals there.
        const string ridge = "v 0 0 0\nv 0 0 1\nv 1 0 1\nv 1 0 0\nv 0 -1 0\nv 0 -1 1\n";
        var smooth = Mesh(Obj(ridge + "s 7\nf 2 3 4 1\nf 1 5 6 2\n"));
        Assert.Equal(6, smooth.VertexCount);
        var middle = Vertex.Pack(new(1, 1, 0), 1);
        Assert.Equal(2, smooth.Vertices.ToArray().Count(vertex => vertex.NormalAndShade == middle && vertex.Position is { X: 0, Y: 0 }));
        Assert.All([Mesh(Obj(ridge + "s off\nf 1 2 3 4\nf 1 5 6 2\n")), Mesh(Obj(ridge + "s 1\nf 1 2 3 4\ns 2\nf 1 5 6 2\n"))], mesh =>
            Assert.All(mesh.Vertices.ToArray(), vertex =>
                Assert.Contains(vertex.NormalAndShade, new[] { Vertex.Pack(Vector3.UnitY, 1), Vertex.Pack(Vector3.UnitX, 1) })));
    }

    [Fact]
    public void Objects_groups_and_materials_become_nodes_and_parts()
    {
        Put("m.mtl", "newmtl red\nKd 1 0 0\nnewmtl blue sky\nKd 0 0 1\n");
        var model = Obj("mtllib m.mtl\n" + Square + """
            o car
            usemtl red
            f 1 2 3
            usemtl blue sky
            f 1 3 4
            g wheel left
            f 1 2 4
            o road
            f 2 3 4
            """);
        Assert.Equal(["car", "wheel left", "road"], model.Root.Children.Select(child => child.Name));
        Assert.Equal([2, 1, 1], model.Root.Children.Select(child => child.Parts.Count));
        Assert.Equal([Vector3.UnitX, Vector3.UnitZ], model.Root.Children[0].Parts.Select(part => ((StandardMaterial)part.Material).Albedo));
        Assert.Same(model.Root.Children[0].Parts[1].Material, model.Root.Children[2].Parts[0].Material);
        Assert.Empty(model.Unsupported);
        Assert.Equal((new(-2, 0, 0), new(0, 1, 0)), (model.Bounds.Min, model.Bounds.Max));
    }

    [Fact]
    public void Values_of_a_material_arrive()
    {
        var made = Made("Kd 0.5 0.25 2\nKs 1 1 1\nNs 30\nKe 3 2 1\nillum 2\nNi 1.5\n");
        Assert.Equal((new(0.5f, 0.25f, 1), new Vector3(3, 2, 1)), (made.Albedo, made.Emission));
        // n = 30: α = √(2 / 32) = 1/4, and roughness is its root.
        Assert.Equal(0.5f, made.Roughness, 1e-6f);
        Assert.Equal(0, made.Metallic);
        Assert.True(made.DoubleSided);
        Assert.Equal(1, Made("Ns 30\nKs 0 0 0\n").Roughness);
        var physical = Made("Pr 0.3\nPm 0.8\nNs 10\nKs 1 1 1\n");
        Assert.Equal((0.3f, 0.8f), (physical.Roughness, physical.Metallic));
    }

    [Fact]
    public void Textures_of_a_material_arrive()
    {
        Put("tex/a b.png", Png(10, 20, 30));
        Put("bump.png", ImageCodec.EncodePng(new(1, 4, 1, [0, 0, 255, 255])));
        Put("normal.png", Png(128, 128, 255));
        Put("rough.png", Png(77, 0, 0));
        var made = Made("map_Kd -s 2 3 1 -o 0.25 0.5 tex\\a b.png\nmap_Ke tex/a b.png\nmap_Bump -bm 0.5 bump.png\nmap_Pr rough.png\n", out var gaps);
        Assert.Equal([10, 20, 30, 255], made.AlbedoTexture!.Image.Pixels);
        Assert.Same(made.AlbedoTexture, made.EmissionTexture);
        Assert.Equal((Vector3.One, Vector3.One), (made.Albedo, made.Emission));
        Assert.True(made.AlbedoTexture.IsSrgb && !made.NormalTexture!.IsSrgb && !made.MetallicRoughnessTexture!.IsSrgb);
        Assert.Equal([255, 77, 255, 255], made.MetallicRoughnessTexture!.Image.Pixels);
        Assert.Equal((1f, 0f), (made.Roughness, made.Metallic));
        // v′ = 3 v + 0.5 upwards, so 1 − v′ = 3 (1 − v) − 2.5.
        Assert.Equal((new(2, 3), new Vector2(0.25f, -2.5f)), (made.TextureScale, made.TextureOffset));
        Assert.Contains("differently", Assert.Single(gaps), StringComparison.Ordinal);
        // Heights rise to the right between the second and third pixel and fall where the picture repeats: slope 1 over two pixels.
        Assert.Equal(0.5f, made.NormalScale);
        var slope = (byte)Math.Round(127.5 - 127.5 / Math.Sqrt(2));
        var normals = made.NormalTexture!.Image;
        Assert.Equal([(byte)(255 - slope), slope, slope, (byte)(255 - slope)], Enumerable.Range(0, 4).Select(x => normals[0, x, 0]));
        Assert.Equal(128, normals[0, 0, 1]);
        // A coloured bump map is one of normals already.
        Assert.Equal([128, 128, 255, 255], Made("map_Bump normal.png\n").NormalTexture!.Image.Pixels);
        Assert.Equal([128, 128, 255, 255], Made("norm normal.png\n").NormalTexture!.Image.Pixels);
    }

    [Fact]
    public void Opacity_maps_are_cut_out_and_other_see_through_surfaces_said()
    {
        Put("color.png", ImageCodec.EncodePng(new(1, 2, 3, [1, 2, 3, 4, 5, 6])));
        Put("mask.png", ImageCodec.EncodePng(new(2, 4, 1, [0, 0, 200, 200, 0, 0, 200, 200])));
        Put("leaf.png", ImageCodec.EncodePng(new(1, 2, 4, [9, 9, 9, 0, 8, 8, 8, 255])));
        var made = Made("map_Kd color.png\nmap_d mask.png\n");
        Assert.Equal(0.5f, made.AlphaCutoff);
        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 200], made.AlbedoTexture!.Image.Pixels);
        Assert.Equal([9, 9, 9, 0, 8, 8, 8, 255], Made("map_Kd leaf.png\nmap_d leaf.png\n").AlbedoTexture!.Image.Pixels);
        Assert.Equal(0, Made("map_Kd leaf.png\n").AlphaCutoff);
        Assert.Equal(0, Made("d 0.3\n", out var gaps).AlphaCutoff);
        Assert.Contains("opaque", Assert.Single(gaps), StringComparison.Ordinal);
        Made("Tr 0.7\n", out gaps);
        Assert.Contains("opaque", Assert.Single(gaps), StringComparison.Ordinal);
        Put("m.mtl", "newmtl m\nd 0\n");
        Refused("a.obj", Encoding.ASCII.GetBytes("mtllib m.mtl\nusemtl m\n" + Square + "f 1 2 3\n"), "nothing");
    }

    [Fact]
    public void Colours_behind_positions_are_the_vertices_colours()
    {
        var model = Obj("v 0 0 0 1 0 0\nv 1 0 0 1 0 0\nv 0 1 0 1 0 0\nf 1 2 3\n");
        Assert.Equal(new Vector3(0.8f, 0, 0), ((StandardMaterial)model.Root.Children[0].Parts[0].Material).Albedo);
        var mixed = Obj("v 0 0 0 1 0.5 0\nv 1 0 0 1 0.5 0\nv 0 1 0 1 0.5 0\nv 1 1 0 0 0 1\nv 2 1 0 0 0 1\nv 2 2 0 0 0 1\nf 1 2 3\nf 4 5 6\n");
        var texture = ((StandardMaterial)mixed.Root.Children[0].Parts[0].Material).AlbedoTexture!;
        Assert.Equal([255, 128, 0, 255, 0, 0, 255, 255], texture.Image.Pixels[..8]);
    }

    [Fact]
    public void Lines_that_go_on_comments_and_blanks_are_read_over()
    {
        var model = Obj("# a comment\r\n\r\n" + Square.Replace("\n", "  # corner\r\n", StringComparison.Ordinal) + "  f\t1 2 \\\r\n 3 \\\n\t4\r\nl 1 2\n");
        Assert.Equal(6, Mesh(model).IndexCount);
        Assert.Contains("lines", Assert.Single(model.Unsupported), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v 1 2\n", 1, "missing")]
    [InlineData("v 1 2 three\n", 1, "'three'")]
    [InlineData("v 1 2 nan\n", 1, "'nan'")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n", 4, "vertex 4")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 0\n", 4, "vertex 0")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf -4 2 1\n", 4, "vertex -4")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1/1 2/1 3/1\n", 4, "texture coordinate 1")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1//1 2//1 3//1\n", 4, "normal 1")]
    [InlineData("v 0 0 0\nv 1 0 0\nv 0 1 0\n\nf 1 2 \\\n x\n", 5, "'x'")]
    [InlineData("v 0 0 0\nf 1 1\n", 2, "2 corners")]
    [InlineData("s seven\n", 1, "'seven'")]
    [InlineData("mtllib gone.mtl\n", 1, "gone.mtl")]
    [InlineData("mtllib ../gone.mtl\n", 1, "outside")]
    [InlineData("mtllib /etc/passwd\n", 1, "outside")]
    public void A_broken_line_is_named(string text, int line, string word)
    {
        var error = Refused("a.obj", Encoding.ASCII.GetBytes(text), word);
        Assert.EndsWith($"a.obj:{line}", error.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Kd 1 0 0\n", "m.mtl:1", "newmtl")]
    [InlineData("newmtl m\nKd 1 red 0\n", "m.mtl:2", "'red'")]
    [InlineData("newmtl m\nmap_Kd\n", "m.mtl:2", "missing")]
    [InlineData("newmtl m\nmap_Kd -frob 2 a.png\n", "m.mtl:2", "-frob")]
    [InlineData("newmtl m\n\nmap_Kd gone.png\n", "m.mtl:3", "gone.png")]
    [InlineData("newmtl m\nmap_Kd C:\\Users\\me\\wood.png\n", "m.mtl:2", "outside")]
    [InlineData("newmtl m\nmap_d ../wood.png\n", "m.mtl:2", "outside")]
    [InlineData("newmtl other\n", "a.obj:2", "'m'")]
    public void A_broken_material_is_named(string text, string where, string word)
    {
        Put("m.mtl", text);
        var error = Refused("a.obj", Encoding.ASCII.GetBytes("mtllib m.mtl\nusemtl m\n" + Square + "f 1 2 3\n"), word);
        Assert.EndsWith(where, error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Textures_of_unused_materials_may_be_missing_and_materials_without_a_library_are_grey()
    {
        Put("m.mtl", "newmtl spare\nmap_Kd gone.png\nnewmtl m\nKd 1 0 0\n");
        Assert.Empty(Obj("mtllib m.mtl\nusemtl m\n" + Square + "f 1 2 3\n").Unsupported);
        var bare = Obj("usemtl m\n" + Square + "f 1 2 3\n");
        Assert.Contains("grey", Assert.Single(bare.Unsupported), StringComparison.Ordinal);
        Assert.Equal(new Vector3(0.8f), ((StandardMaterial)bare.Root.Children[0].Parts[0].Material).Albedo);
    }

    [Fact]
    public void A_library_below_names_its_textures_from_there()
    {
        Put("materials/m.mtl", "newmtl m\nmap_Kd wood.png\n");
        Put("materials/wood.png", Png(3, 2, 1));
        var model = Obj("mtllib materials/m.mtl\nusemtl m\n" + Square + "f 1 2 3\n");
        Assert.Equal(3, ((StandardMaterial)model.Root.Children[0].Parts[0].Material).AlbedoTexture!.Image.Pixels[0]);
    }

    private Model Obj(string text) => Load("a.obj", Encoding.UTF8.GetBytes(text));

    private StandardMaterial Made(string lines) => Made(lines, out _);

    private StandardMaterial Made(string lines, out IReadOnlyList<string> gaps)
    {
        Put("m.mtl", "newmtl m\n" + lines);
        var model = Obj("mtllib m.mtl\nusemtl m\n" + Square + "f 1 2 3\n");
        gaps = model.Unsupported;
        return (StandardMaterial)Assert.Single(Assert.Single(model.Root.Children).Parts).Material;
    }

    private static Mesh Mesh(Model model) => Assert.Single(Assert.Single(model.Root.Children).Parts).Mesh;

    private static Vector3[] Triangles(Mesh mesh)
    {
        var corners = new Vector3[mesh.IndexCount];
        for (var i = 0; i < corners.Length; i++)
            corners[i] = mesh.Vertices[mesh.Indices[i]].Position;
        return corners;
    }
}
