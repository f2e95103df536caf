using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>
/// What is to be seen behind a plate outdoors, flat and out of focus as it is: branches, foliage, walls, panels and lamps before a sky of its own light. None of it is
/// labelled. It comes after the background and the camera's framing; boxes and cards keep their table instead.
/// </summary>
public sealed class SurroundingsRandomizer : Randomizer
{
    private readonly Parameter _light, _trees, _branches, _branchWidth, _leaves, _leafSize, _treeValue, _treeHue;
    private readonly Parameter _blocks, _blockX, _blockY, _blockWidth, _blockHeight, _blockTilt, _blockHue, _blockSaturation, _blockValue, _blockPattern, _blockFrequency, _lit, _lamp;

    public SurroundingsRandomizer()
        : base("surroundings")
    {
        _light = Declare("light", new TruncatedNormal(0, 1.8f, -4, 3), "background", new(-10, 10), "EV", "how much brighter than its colour the background is");
        _trees = Declare("trees", new Choice(("none", 0.35f), ("bare", 0.3f), ("leafy", 0.35f)), "background", about: "trees behind the plate");
        _branches = Declare("branches", 4, 30, "background", new(0, 500), "", "of a bare tree; the whole part counts");
        _branchWidth = Declare("branch-width", new LogUniform(0.006f, 0.06f), "background", new(0.001f, 1), "of frame", "of its thickest");
        _leaves = Declare("leaves", 30, 120, "background", new(0, 500), "", "clusters of a leafy tree; the whole part counts");
        _leafSize = Declare("leaf-size", new LogUniform(0.04f, 0.18f), "background", new(0.001f, 2), "of frame", "of its clusters");
        _treeValue = Declare("tree-value", 0.05f, 0.4f, "background", Allowed.Share, "", "how light trees are, sRGB-encoded");
        _treeHue = Declare("tree-hue", 15, 75, "background", new(-360, 360), "deg", "of trees: brown to green");
        _blocks = Declare("blocks", new Choice(("none", 0.25f), ("one", 0.3f), ("two", 0.25f), ("three", 0.2f)), "background", about: "walls, panels, vehicles behind it");
        _blockX = Declare("block-x", -0.7f, 0.7f, "background", new(-3, 3), "of frame", "a block's middle, from the frame's");
        _blockY = Declare("block-y", -0.7f, 0.7f, "background", new(-3, 3), "of frame", "the same, upwards");
        _blockWidth = Declare("block-width", new LogUniform(0.08f, 1.2f), "background", new(0.001f, 5), "of frame", "its width");
        _blockHeight = Declare("block-height", new LogUniform(0.08f, 1.2f), "background", new(0.001f, 5), "of frame", "its height");
        _blockTilt = Declare("block-tilt", new Normal(0, 6), "background", new(-360, 360), "deg", "its turn");
        _blockHue = Declare("block-hue", new Curve((0, 1), (50, 1), (65, 0.2f), (190, 0.15f), (210, 1), (235, 1), (255, 0.2f), (360, 0.4f)), "background", new(-360, 360), "deg", "its hue");
        _blockSaturation = Declare("block-saturation", new Curve((0, 3), (0.3f, 2), (0.6f, 0.3f), (0.95f, 0.2f)), "background", Allowed.Share, "", "its saturation");
        _blockValue = Declare("block-value", 0.08f, 0.95f, "background", Allowed.Share, "", "its value, sRGB-encoded");
        _blockPattern = Declare("block-pattern", new Choice(("none", 2), ("stripes", 1), ("checks", 0.5f), ("noise", 1)), "background", about: "windows, fences, plaster");
        _blockFrequency = Declare("block-frequency", new LogUniform(2, 20), "background", new(0.1f, 1000), "", "repeats of the pattern over the frame");
        _lit = Declare("lit", new Chance(0.06f), "background", about: "whether a block is a lamp or a lit window");
        _lamp = Declare("lamp", new LogUniform(0.3f, 3), "background", new(0, 1000), "", "its light; 1 is as bright as a white thing in full light");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var background = iteration.Scene.Background;
        var brighter = MathF.Pow(2, iteration.Draw(_light));
        (background.Color, background.SecondColor, background.Intensity) = (brighter * background.Color, brighter * background.SecondColor, brighter * background.Intensity);
        if (iteration.Subject.GetComponent<PlateTag>() is null or { Body: not BodyKind.Plate })
            return;
        var frame = new Backdrop(iteration.Scene.Camera.Snapshot(1, 1), iteration.Scene.Camera.Far);
        // From far to near.
        var blocks = (int)iteration.Draw(_blocks);
        for (var i = 0; i < blocks; i++)
            AddBlock(iteration, frame, i, 0.9f - 0.02f * i);
        switch ((int)iteration.Draw(_trees))
        {
            case 1:
                AddBranches(iteration, frame, (int)iteration.Draw(_branches), iteration.Draw(_branchWidth));
                break;
            case 2:
                AddLeaves(iteration, frame, (int)iteration.Draw(_leaves), iteration.Draw(_leafSize));
                break;
        }
    }

    private void AddBlock(Iteration iteration, Backdrop frame, int k, float depth)
    {
        var renderer = Add(iteration, "block");
        var color = new Hsv(iteration.Draw(_blockHue, k), iteration.Draw(_blockSaturation, k), iteration.Draw(_blockValue, k)).ToLinear();
        var (sine, cosine) = MathF.SinCos(float.DegreesToRadians(iteration.Draw(_blockTilt, k)));
        frame.AddQuad(renderer.Mesh, depth, new(iteration.Draw(_blockX, k), iteration.Draw(_blockY, k)),
            0.5f * iteration.Draw(_blockWidth, k) * new Vector2(cosine, sine), 0.5f * iteration.Draw(_blockHeight, k) * new Vector2(-sine, cosine));
        renderer.Material = new StandardMaterial
        {
            Albedo = color,
            Roughness = 0.8f,
            Pattern = Enum.Parse<PatternKind>(_blockPattern.Sampler.Choices![(int)iteration.Draw(_blockPattern, k)], ignoreCase: true),
            PatternColor = 0.3f * color,
            PatternFrequency = iteration.Draw(_blockFrequency, k) / frame.Height(depth),
            Emission = iteration.Is(_lit, k) ? iteration.Draw(_lamp, k) * color : Vector3.Zero,
        };
    }

    private void AddBranches(Iteration iteration, Backdrop frame, int count, float width)
    {
        var renderer = AddTree(iteration, frame);
        var places = iteration.Key("branches").Open();
        for (var i = 0; i < count; i++)
        {
            // Most grow upwards, the first ones are trunks.
            var (sine, cosine) = MathF.SinCos((float)places.Normal(Math.PI / 2, i < 2 ? 0.1 : 0.6));
            var half = 0.5f * (i < 2 ? 2 : (float)places.Uniform(0.2, 1.2));
            var thin = 0.5f * width * (i < 2 ? 1 : (float)places.Uniform(0.1, 0.6));
            frame.AddQuad(renderer.Mesh, 0.8f, Somewhere(ref places), half * new Vector2(cosine, sine), thin * new Vector2(-sine, cosine));
        }
    }

    private void AddLeaves(Iteration iteration, Backdrop frame, int count, float size)
    {
        var renderer = AddTree(iteration, frame);
        var places = iteration.Key("leaves").Open();
        var crown = Somewhere(ref places);
        for (var i = 0; i < count; i++)
        {
            var (sine, cosine) = MathF.SinCos((float)places.Uniform(0, Math.Tau));
            // Dense in the middle of the crown, loose about it.
            var away = new Vector2((float)places.Normal(), (float)places.Normal());
            var half = size * MathF.Exp(-0.5f * away.Length()) * (float)places.Uniform(0.5, 1.5);
            frame.AddCluster(renderer.Mesh, 0.8f, crown + 0.35f * away, half * new Vector2(cosine, sine), 0.6f * half * new Vector2(-sine, cosine));
        }
    }

    private MeshRenderer AddTree(Iteration iteration, Backdrop frame)
    {
        var renderer = Add(iteration, "tree");
        var color = new Hsv(iteration.Draw(_treeHue), 0.3f, iteration.Draw(_treeValue)).ToLinear();
        renderer.Material = new StandardMaterial
        {
            Albedo = color, Roughness = 0.8f, Pattern = PatternKind.Noise, PatternColor = 0.3f * color, PatternFrequency = 4 / frame.Height(0.8f), PatternSoftness = 1,
        };
        return renderer;
    }

    private static MeshRenderer Add(Iteration iteration, string name)
    {
        var renderer = iteration.Scene.Add(name).GetComponent<MeshRenderer>()!;
        renderer.CastsShadows = false;
        return renderer;
    }

    private static Vector2 Somewhere(ref KeyedStream places) => new((float)places.Uniform(-0.6, 0.6), (float)places.Uniform(-0.6, 0.6));

    /// <summary>Planes behind everything that face the camera, with places measured in frames from the frame's middle.</summary>
    private readonly struct Backdrop(CameraSnapshot view, float far)
    {
        private readonly Matrix4x4 _toWorld = view.CameraToWorld;

        public float Height(float share) => far * share / view.FocalY;

        public void AddQuad(Mesh mesh, float share, Vector2 middle, Vector2 right, Vector2 up)
        {
            var normal = Vector3.TransformNormal(-Vector3.UnitZ, _toWorld);
            var first = mesh.AddVertex(At(share, middle - right + up), normal, new(0, 0));
            mesh.AddVertex(At(share, middle + right + up), normal, new(1, 0));
            mesh.AddVertex(At(share, middle + right - up), normal, new(1, 1));
            mesh.AddVertex(At(share, middle - right - up), normal, new(0, 1));
            mesh.AddQuad(first, first + 1, first + 2, first + 3);
        }

        /// <summary>A six-sided blot.</summary>
        public void AddCluster(Mesh mesh, float share, Vector2 middle, Vector2 right, Vector2 up)
        {
            var normal = Vector3.TransformNormal(-Vector3.UnitZ, _toWorld);
            var first = mesh.VertexCount;
            foreach (var (x, y) in ((float, float)[])[(-1, 0), (-0.5f, 0.9f), (0.4f, 1), (1, 0.1f), (0.6f, -0.8f), (-0.4f, -1)])
                mesh.AddVertex(At(share, middle + x * right + y * up), normal, default);
            for (var i = 1; i < 5; i++)
                mesh.AddTriangle(first, first + i, first + i + 1);
        }

        private Vector3 At(float share, Vector2 place) => Vector3.Transform(view.ToCamera(0.5f + place.X, 0.5f - place.Y, far * share), _toWorld);
    }
}
