using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

/// <summary>A scenario for a test: what it sets up for each image, and the randomizers under test. Images are built on one scene, one after another.</summary>
internal sealed class Stage : Scenario
{
    private readonly Action<Iteration> _setUp;
    private readonly Iteration _iteration = new(new Scene());

    public Stage(Action<Iteration> setUp, params Randomizer[] randomizers)
        : base("stage", ["thing"], randomizers)
    {
        _setUp = setUp;
        Start();
    }

    public Stage(params Randomizer[] randomizers)
        : this(_ => { }, randomizers)
    {
    }

    /// <summary>A cube of 2 about its own middle, which is at (1, 0, 0).</summary>
    public static Mesh Cube { get; } = Box(new(0, -1, -1), new(2, 1, 1));

    public static Mesh Box(Vector3 min, Vector3 max)
    {
        var mesh = new Mesh();
        var box = new Bounds(min, max);
        for (var i = 0; i < 8; i++)
            mesh.AddVertex(box.Corner(i), box.Corner(i) - box.Center, default);
        foreach (var (a, b, c, d) in new[] { (0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5) })
            mesh.AddQuad(a, b, c, d);
        return mesh;
    }

    /// <summary>Adds a cube with a tag to the scene.</summary>
    public static GameObject AddCube<TTag>(Iteration iteration, string name, Material? material = null, GameObject? parent = null)
        where TTag : RandomizerTag, new()
    {
        var cube = iteration.Scene.Add(name, parent);
        cube.AddComponent<TTag>();
        var renderer = cube.GetComponent<MeshRenderer>()!;
        (renderer.Mesh, renderer.Material) = (Cube, material);
        return cube;
    }

    /// <summary>Builds an image; the scene is the same object each time.</summary>
    public Image Build(long index = 0, long seed = 1) => Build(_iteration, index, seed);

    /// <summary>Builds an image on a scene of its own.</summary>
    public Image BuildAlone(long index, long seed = 1) => Build(new Iteration(new Scene()), index, seed);

    protected override void OnIterationStart(Iteration iteration)
    {
        base.OnIterationStart(iteration);
        _setUp(iteration);
    }

    private Image Build(Iteration iteration, long index, long seed)
    {
        var row = new float[Columns.Count];
        Build(iteration, seed, index, row);
        var draws = new Dictionary<(string, int), float>();
        for (var c = 0; c < row.Length; c++)
        {
            if (!float.IsNaN(row[c]))
                draws.Add((Columns[c].Name, 0), row[c]);
        }
        foreach (var draw in iteration.ObjectDraws)
            draws.Add((Columns[draw.Column].Name, draw.Object), draw.Value);
        return new(iteration.Scene, draws);
    }

    /// <summary>A built image.</summary>
    /// <param name="Draws">By column and object.</param>
    public sealed record Image(Scene Scene, IReadOnlyDictionary<(string Column, int Object), float> Draws)
    {
        public float this[string column, int @object = 0] => Draws[(column, @object)];

        public GameObject Find(string name) => Scene.Roots.Single(root => root.Name == name);

        public IEnumerable<Light> Lights => Scene.Roots.Select(root => root.GetComponent<Light>()).OfType<Light>();

        /// <summary>The corners of an object's mesh in world space.</summary>
        public static IEnumerable<Vector3> Corners(GameObject thing)
        {
            var toWorld = thing.Transform.LocalToWorld;
            return thing.GetComponent<MeshRenderer>()!.Mesh.Vertices.ToArray().Select(vertex => Vector3.Transform(vertex.Position, toWorld));
        }
    }
}
