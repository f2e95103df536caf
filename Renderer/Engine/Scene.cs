using FewLabels.Sim.Renderer.CameraPipeline;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// What one image shows: a camera, up to two lights that the shader uses, and a tree of objects.
/// <see cref="Clear"/> keeps the objects that <see cref="Add(string, GameObject?)"/> made for the next image. Not for use by several threads at once.
/// </summary>
public sealed class Scene
{
    private readonly List<GameObject> _roots = [];
    private readonly List<GameObject> _made = [];
    private int _used;

    public Scene()
    {
        Camera = new GameObject("Camera").AddComponent<Camera>();
        KeyLight = new GameObject("Key light").AddComponent<Light>();
        FillLight = new GameObject("Fill light").AddComponent<Light>();
    }

    public Camera Camera { get; }

    public Light KeyLight { get; }

    public Light FillLight { get; }

    /// <summary>Light from above that comes from everywhere, linear.</summary>
    public float SkyAmbient { get; set; } = 0.4f;

    /// <summary>Light from below that comes from everywhere, linear.</summary>
    public float GroundAmbient { get; set; } = 0.2f;

    public SceneEnvironment Environment { get; } = new();

    public Background Background { get; } = new();

    /// <summary>How the camera's light becomes a photo.</summary>
    public CameraSettings Photo { get; set; } = new();

    /// <summary>How the camera's light becomes a photo's grey.</summary>
    public Development Development { get; set; } = new();

    public IReadOnlyList<GameObject> Roots => _roots;

    /// <summary>Puts an object with an empty <see cref="MeshRenderer"/> in the scene, at the top or below a parent.</summary>
    public GameObject Add(string name, GameObject? parent = null)
    {
        if (_used == _made.Count)
        {
            var fresh = new GameObject(name);
            fresh.AddComponent<MeshRenderer>();
            _made.Add(fresh);
        }
        var made = _made[_used++];
        made.Reset(name);
        if (parent is null)
            _roots.Add(made);
        else
            made.Transform.Parent = parent.Transform;
        return made;
    }

    /// <summary>Puts an object of the caller's own making at the top of the scene; <see cref="Clear"/> takes it out again.</summary>
    public void Add(GameObject root) => _roots.Add(root);

    /// <summary>Takes all objects out; camera and lights stay as they are.</summary>
    public void Clear()
    {
        _roots.Clear();
        for (var i = 0; i < _used; i++)
            _made[i].Transform.Reset();
        _used = 0;
    }
}
