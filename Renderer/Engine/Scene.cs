using FewLabels.Sim.Renderer.CameraPipeline;

namespace FewLabels.Sim.Renderer.Engine;

/// <summary>
/// What one image shows: a camera, the light from all around, a background, and a tree of objects, lights among them.
/// <see cref="Clear"/> keeps the objects that <see cref="Add(string, GameObject?)"/> made for the next image. Not for use by several threads at once.
/// </summary>
public sealed class Scene
{
    private readonly List<GameObject> _roots = [];
    private readonly List<GameObject> _made = [];
    private int _used;

    public Scene() => Camera = new GameObject("Camera").AddComponent<Camera>();

    public Camera Camera { get; }

    public SceneEnvironment Environment { get; } = new();

    public Background Background { get; } = new();

    /// <summary>How the camera's light becomes a photo.</summary>
    public CameraSettings Photo { get; set; } = new();

    public Subsampling Subsampling { get; set; } = Subsampling.All;

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

    /// <summary>Calls <see cref="Component.Start"/> of everything active, and of the camera.</summary>
    internal void Start()
    {
        Visit(Camera.GameObject, component => component.Start());
        foreach (var root in _roots)
            Visit(root, component => component.Start());
    }

    /// <summary>Calls <see cref="Component.Update"/> of everything active, and of the camera.</summary>
    internal void Update(float time)
    {
        Visit(Camera.GameObject, component => component.Update(time));
        foreach (var root in _roots)
            Visit(root, component => component.Update(time));
    }

    /// <summary>Takes all objects out, and makes camera, environment, background and photo as they were at first.</summary>
    public void Clear()
    {
        _roots.Clear();
        for (var i = 0; i < _used; i++)
            _made[i].Transform.Reset();
        _used = 0;
        Camera.GameObject.KeepOnly(Camera);
        Camera.Transform.Reset();
        Camera.Reset();
        Environment.Reset();
        Background.Reset();
        (Photo, Subsampling) = (new(), Subsampling.All);
    }

    private static void Visit(GameObject thing, Action<Component> call)
    {
        if (!thing.Active)
            return;
        // By number: a component may add others.
        for (var i = 0; i < thing.Components.Count; i++)
            call(thing.Components[i]);
        for (var i = 0; i < thing.Transform.Children.Count; i++)
            Visit(thing.Transform.Children[i].GameObject, call);
    }
}
