using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Import;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Import;

public sealed class GltfGeometryTests : ModelFolderFixture
{
    private static readonly float[] Corner = [0, 0, 0, 1, 0, 0, 0, 2, 0];

    [Fact]
    public void What_faces_ahead_still_faces_ahead_and_runs_clockwise()
    {
        // Counter-clockwise in the right-handed file as seen from +Z.
        var writer = new GlbWriter();
        var mesh = Mesh(Load("a.glb", writer.ToGlb(Scene($"\"attributes\":{{\"POSITION\":{writer.Floats("VEC3", Corner)}}}"))));
        Assert.Equal([new(0, 0, 0), new(0, 2, 0), new(-1, 0, 0)], Positions(mesh));
        Assert.All(mesh.Vertices.ToArray(), vertex => Assert.Equal(Vertex.Pack(Vector3.UnitZ, 1), vertex.NormalAndShade));
        // Our camera before its front sees the corners run clockwise.
        var camera = new GameObject("camera").AddComponent<Camera>();
        camera.Transform.LocalPosition = new(0, 0, 5);
        camera.Transform.LookAt(Vector3.Zero, Vector3.UnitY);
        var toClip = camera.Snapshot(64, 64).WorldToClip;
        var seen = Triangle(mesh, 0).Select(p => Vector4.Transform(p, toClip)).Select(p => new Vector2(p.X, p.Y) / p.W).ToArray();
        Assert.True((seen[1].X - seen[0].X) * (seen[2].Y - seen[0].Y) - (seen[1].Y - seen[0].Y) * (seen[2].X - seen[0].X) < 0);
    }

    [Fact]
    public void Nodes_stand_where_the_file_has_them_mirrored_along_x()
    {
        float[] points = [1, 2, 3, -1, 0.5f, 2, 0, 1, -4];
        Vector3 parentMove = new(1, 2, 3), childMove = new(-2, 0.5f, 4), parentScale = new(2, 1, 3), childScale = new(1, -1, 0.5f);
        Quaternion parentTurn = Quaternion.Normalize(new(0.1f, 0.7f, -0.3f, 0.6f)), childTurn = Quaternion.Normalize(new(-0.5f, 0.2f, 0.4f, 0.8f));
        var writer = new GlbWriter();
        var model = Load("a.glb", writer.ToGlb($$"""
            "scene":0,"scenes":[{"nodes":[1]}],"meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", points)}} } }]}],
            "nodes":[
              {"mesh":0,"name":"child",{{Trs(childMove, childTurn, childScale)}}},
              {"children":[0],"name":"parent",{{Trs(parentMove, parentTurn, parentScale)}}}]
            """));
        var top = model.Instantiate(new Scene());
        var parent = Assert.Single(top.Transform.Children).GameObject;
        var child = Assert.Single(parent.Transform.Children).GameObject;
        Assert.Equal(("a", "parent", "child"), (top.Name, parent.Name, child.Name));
        Assert.Equal(childScale, child.Transform.LocalScale);
        var mesh = child.GetComponent<MeshRenderer>()!.Mesh;
        // By hand in the file's own space: scale, then v + 2w (q × v) + 2 q × (q × v), then move.
        var expected = new List<Vector3>();
        for (var i = 0; i < 3; i++)
        {
            var p = new Vector3(points[3 * i], points[3 * i + 1], points[3 * i + 2]);
            p = Turned(childTurn, p * childScale) + childMove;
            p = Turned(parentTurn, p * parentScale) + parentMove;
            expected.Add(new(-p.X, p.Y, p.Z));
        }
        var found = Positions(mesh).Select(p => Vector3.Transform(p, child.Transform.LocalToWorld)).ToArray();
        // The second and third corner change places.
        Close(expected[0], found[0]);
        Close(expected[2], found[1]);
        Close(expected[1], found[2]);
        Close(expected.Aggregate(Vector3.Min), model.Bounds.Min);
        Close(expected.Aggregate(Vector3.Max), model.Bounds.Max);
    }

    [Fact]
    public void A_matrix_stands_as_its_parts_even_when_it_mirrors()
    {
        // Columns: x to −2z, y to y, z to −x, then a move; its determinant is −2.
        var writer = new GlbWriter();
        var model = Load("a.glb", writer.ToGlb($$"""
            "scenes":[{"nodes":[0]}],"meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", Corner)}} } }]}],
            "nodes":[{"mesh":0,"matrix":[0,0,-2,0, 0,1,0,0, -1,0,0,0, 5,6,7,1]}]
            """));
        var node = Assert.Single(model.Root.Children);
        Assert.Empty(model.Unsupported);
        Assert.True(node.Scale.X * node.Scale.Y * node.Scale.Z < 0);
        Close(new(-5, 6, 5), Vector3.Transform(new(-1, 0, 0), node.LocalToParent));
        Close(new(-4, 6, 7), Vector3.Transform(new(0, 0, 1), node.LocalToParent));
    }

    [Fact]
    public void A_skewing_matrix_is_said()
    {
        var writer = new GlbWriter();
        var model = Load("a.glb", writer.ToGlb($$"""
            "scenes":[{"nodes":[0]}],"meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", Corner)}} } }]}],
            "nodes":[{"mesh":0,"name":"leaning","matrix":[1,0,0,0, 0.5,1,0,0, 0,0,1,0, 0,0,0,1]}]
            """));
        Assert.Contains("'leaning'", Assert.Single(model.Unsupported), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, new ushort[] { 0, 1, 2, 2, 1, 3 }, new[] { 0, 1, 2, 2, 1, 3 })]
    [InlineData(5, new ushort[] { 0, 1, 2, 3 }, new[] { 0, 1, 2, 1, 3, 2 })]
    [InlineData(6, new ushort[] { 0, 1, 3, 2 }, new[] { 1, 3, 0, 3, 2, 0 })]
    [InlineData(5, null, new[] { 0, 1, 2, 1, 3, 2 })]
    [InlineData(4, new ushort[] { 0, 1, 2, 2 }, new[] { 0, 1, 2 })]
    public void Lists_strips_and_fans_are_the_same_triangles(int mode, ushort[]? indices, int[] corners)
    {
        float[] points = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0];
        var writer = new GlbWriter();
        var attributes = $"\"mode\":{mode},\"attributes\":{{\"POSITION\":{writer.Floats("VEC3", points)}}}";
        if (indices is not null)
            attributes += $",\"indices\":{writer.Shorts(indices)}";
        var mesh = Mesh(Load("a.glb", writer.ToGlb(Scene(attributes))));
        Assert.Equal(corners.Length, mesh.IndexCount);
        for (var i = 0; i < corners.Length; i += 3)
        {
            var expected = new[] { corners[i], corners[i + 2], corners[i + 1] }.Select(c => new Vector3(-points[3 * c], points[3 * c + 1], points[3 * c + 2]));
            Assert.Equal(expected, Triangle(mesh, i / 3));
        }
    }

    [Fact]
    public void Normals_of_the_file_are_mirrored_and_those_that_are_none_are_made()
    {
        var writer = new GlbWriter();
        var attributes = $$"""
            "attributes":{"POSITION":{{writer.Floats("VEC3", Corner)}},"NORMAL":{{writer.Floats("VEC3", 1, 0, 0, 0, 0, 0, float.NaN, 0, 0)}}},
            "indices":{{writer.Shorts(0, 1, 2)}}
            """;
        var mesh = Mesh(Load("a.glb", writer.ToGlb(Scene(attributes))));
        Assert.Equal(
            [Vertex.Pack(-Vector3.UnitX, 1), Vertex.Pack(Vector3.UnitZ, 1), Vertex.Pack(Vector3.UnitZ, 1)],
            mesh.Vertices.ToArray().Select(vertex => vertex.NormalAndShade));
    }

    [Fact]
    public void Triangles_without_area_are_left_out()
    {
        var writer = new GlbWriter();
        var attributes = $"\"attributes\":{{\"POSITION\":{writer.Floats("VEC3", Corner)}}},\"indices\":{writer.Ints(0, 0, 1, 0, 1, 2)}";
        Assert.Equal(3, Mesh(Load("a.glb", writer.ToGlb(Scene(attributes)))).IndexCount);
    }

    [Fact]
    public void A_large_mesh_is_split_and_keeps_all_its_triangles()
    {
        // A grid of 300 × 300 vertices on a paraboloid.
        const int side = 300;
        var points = new float[side * side * 3];
        for (var i = 0; i < side * side; i++)
            (points[3 * i], points[3 * i + 1], points[3 * i + 2]) = (i % side, i / side, (i % side * (i % side) + i / side * (i / side)) / 300f);
        var indices = new List<uint>();
        for (var y = 0; y + 1 < side; y++)
        {
            for (var x = 0; x + 1 < side; x++)
            {
                var a = (uint)(y * side + x);
                indices.AddRange([a, a + 1, a + side, a + side, a + 1, a + side + 1]);
            }
        }
        var writer = new GlbWriter();
        var attributes = $$"""
            "attributes":{"POSITION":{{writer.Floats("VEC3", points)}},"NORMAL":{{writer.Floats("VEC3", points)}}},"indices":{{writer.Ints(CollectionsMarshal.AsSpan(indices))}}
            """;
        var parts = Assert.Single(Load("a.glb", writer.ToGlb(Scene(attributes))).Root.Children).Parts;
        Assert.Equal(2, parts.Count);
        Assert.All(parts, part => Assert.InRange(part.Mesh.VertexCount, 3, 65536));
        Assert.Same(parts[0].Material, parts[1].Material);
        var found = parts.SelectMany(part => Enumerable.Range(0, part.Mesh.IndexCount / 3).SelectMany(i => Triangle(part.Mesh, i))).ToArray();
        Assert.Equal(indices.Count, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            var corner = (int)indices[i / 3 * 3 + new[] { 0, 2, 1 }[i % 3]];
            Assert.Equal(new Vector3(-points[3 * corner], points[3 * corner + 1], points[3 * corner + 2]), found[i]);
        }
    }

    [Fact]
    public void Numbers_packed_into_bytes_are_unpacked()
    {
        // KHR_mesh_quantization: positions as shorts, texture coordinates as normalised bytes in words of four.
        var writer = new GlbWriter();
        var at = writer.View([.. MemoryMarshal.AsBytes<short>([0, 0, 0, 0, 100, 0, 0, 0, 0, -50, 7, 0])]);
        var uv = writer.View([0, 0, 0, 0, 255, 51, 0, 0, 0, 255, 0, 0]);
        var glb = System.Text.Encoding.UTF8.GetString(writer.ToGltf(Scene("\"attributes\":{\"POSITION\":0,\"TEXCOORD_0\":1}")
            + ",\"extensionsRequired\":[\"KHR_mesh_quantization\"]").Gltf)
            .Replace("\"accessors\":[]", $$"""
                "accessors":[{"bufferView":{{at}},"componentType":5122,"type":"VEC3","count":3},{"bufferView":{{uv}},"componentType":5121,"normalized":true,"type":"VEC2","count":3}]
                """, StringComparison.Ordinal)
            .Replace("\"byteLength\":24}", "\"byteLength\":24,\"byteStride\":8}", StringComparison.Ordinal)
            .Replace("\"byteLength\":12}", "\"byteLength\":12,\"byteStride\":4}", StringComparison.Ordinal);
        var mesh = Mesh(Load("a.gltf", System.Text.Encoding.UTF8.GetBytes(glb)));
        Assert.Equal([new(0, 0, 0), new(0, -50, 7), new(-100, 0, 0)], Positions(mesh));
        Assert.Equal([new(0, 0), new(0, 1), new(1, 0.2f)], mesh.Vertices.ToArray().Select(vertex => vertex.Cloth));
    }

    [Fact]
    public void The_default_scene_is_shown_and_the_others_are_said()
    {
        var writer = new GlbWriter();
        var model = Load("a.glb", writer.ToGlb($$"""
            "scene":1,"scenes":[{"nodes":[0]},{"nodes":[1]}],"meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", Corner)}} } }]}],
            "nodes":[{"mesh":0,"name":"first"},{"mesh":0,"name":"second"}]
            """));
        Assert.Equal("second", Assert.Single(model.Root.Children).Name);
        Assert.Contains("scenes", Assert.Single(model.Unsupported), StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_nodes_are_not_there()
    {
        var writer = new GlbWriter();
        var model = Load("a.glb", writer.ToGlb($$"""
            "scenes":[{"nodes":[0,1]}],"meshes":[{"primitives":[{"attributes":{"POSITION":{{writer.Floats("VEC3", Corner)}} } }]}],"extensionsUsed":["KHR_node_visibility"],
            "nodes":[{"mesh":0,"extensions":{"KHR_node_visibility":{"visible":false} } },{"mesh":0,"name":"seen"}]
            """));
        Assert.Equal("seen", Assert.Single(model.Root.Children).Name);
    }

    [Fact]
    public void Instances_share_meshes_and_materials_among_threads()
    {
        var writer = new GlbWriter();
        var attributes = $"\"attributes\":{{\"POSITION\":{writer.Floats("VEC3", Corner)}}}";
        var model = Load("a.glb", writer.ToGlb($$"""
            "scenes":[{"nodes":[0,1]}],"materials":[{"name":"x"}],"nodes":[{"mesh":0},{"mesh":0,"translation":[1,0,0]}],
            "meshes":[{"primitives":[{{{attributes}}},{{{attributes}},"material":0}]}]
            """));
        var part = model.Root.Children[0].Parts[0];
        Assert.Same(part.Mesh, model.Root.Children[1].Parts[0].Mesh);
        Parallel.For(0, 8, _ =>
        {
            var scene = new Scene();
            for (var image = 0; image < 50; image++)
            {
                scene.Clear();
                var parent = scene.Add("table");
                GameObject first = model.Instantiate(scene), second = model.Instantiate(scene, parent);
                Assert.Same(parent.Transform, second.Transform.Parent);
                var renderer = first.Transform.Children[1].GameObject.GetComponent<MeshRenderer>()!;
                Assert.Same(part.Mesh, renderer.Mesh);
                Assert.Same(part.Material, renderer.Material);
                // The second part is a child that stays where its node is.
                var further = Assert.Single(first.Transform.Children[1].Children);
                Assert.Same(model.Root.Children[1].Parts[1].Material, further.GameObject.GetComponent<MeshRenderer>()!.Material);
                Assert.Equal(new Vector3(-1, 0, 0), further.Position);
            }
        });
    }

    [Fact]
    public void Colours_of_vertices_are_a_texture_of_colours()
    {
        float[] points = [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 2, 1, 0, 2, 2, 0];
        float[] colors = [1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0.5f, 0, 0, 0.5f, 0, 0, 0.5f, 0];
        var writer = new GlbWriter();
        var attributes = $$"""
            "attributes":{"POSITION":{{writer.Floats("VEC3", points)}},"COLOR_0":{{writer.Floats("VEC3", colors)}}}
            """;
        var model = Load("a.glb", writer.ToGlb(Scene(attributes)));
        var part = Assert.Single(Assert.Single(model.Root.Children).Parts);
        var texture = ((StandardMaterial)part.Material).AlbedoTexture!;
        Assert.Empty(model.Unsupported);
        for (var i = 0; i < 6; i++)
        {
            var at = part.Mesh.Vertices[i].Cloth;
            int x = (int)(at.X * texture.Width), y = (int)(at.Y * texture.Height);
            Assert.Equal(at, new((x + 0.5f) / texture.Width, (y + 0.5f) / texture.Height));
            // 188 is linear one half.
            Assert.Equal(i < 3 ? (255, 0, 0) : (0, 188, 0), (texture.Image[y, x, 0], texture.Image[y, x, 1], texture.Image[y, x, 2]));
        }
        // One colour all over is the albedo.
        writer = new GlbWriter();
        var plain = Load("b.glb", writer.ToGlb(Scene($$"""
            "attributes":{"POSITION":{{writer.Floats("VEC3", Corner)}},"COLOR_0":{{writer.Floats("VEC4", 0.5f, 0.25f, 1, 1, 0.5f, 0.25f, 1, 1, 0.5f, 0.25f, 1, 1)}}}
            """)));
        Assert.Equal(new Vector3(0.5f, 0.25f, 1), ((StandardMaterial)plain.Root.Children[0].Parts[0].Material).Albedo);
    }

    private static string Scene(string primitive) =>
        $$"""
        "scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{ {{primitive}} }]}]
        """;

    private static string Trs(Vector3 move, Quaternion turn, Vector3 scale) => FormattableString.Invariant(
        $"\"translation\":[{move.X},{move.Y},{move.Z}],\"rotation\":[{turn.X},{turn.Y},{turn.Z},{turn.W}],\"scale\":[{scale.X},{scale.Y},{scale.Z}]");

    private static Mesh Mesh(Model model) => Assert.Single(Assert.Single(model.Root.Children).Parts).Mesh;

    private static Vector3[] Positions(Mesh mesh) => [.. mesh.Vertices.ToArray().Select(vertex => vertex.Position)];

    private static Vector3[] Triangle(Mesh mesh, int index)
    {
        var corners = mesh.Indices.Slice(3 * index, 3);
        return [mesh.Vertices[corners[0]].Position, mesh.Vertices[corners[1]].Position, mesh.Vertices[corners[2]].Position];
    }

    private static Vector3 Turned(Quaternion q, Vector3 v)
    {
        var axis = new Vector3(q.X, q.Y, q.Z);
        return v + 2 * q.W * Vector3.Cross(axis, v) + 2 * Vector3.Cross(axis, Vector3.Cross(axis, v));
    }

    private static void Close(Vector3 expected, Vector3 found) => Assert.InRange((expected - found).Length(), 0, 1e-4f * (1 + expected.Length()));
}
