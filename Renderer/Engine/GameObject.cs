namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A named thing in a scene: a <see cref="Engine.Transform"/> and components. Not for use by several threads at once.</summary>
public sealed class GameObject
{
    private readonly List<Component> _components = [];

    public GameObject(string name)
    {
        Name = name;
        Transform = new Transform { GameObject = this };
    }

    public string Name { get; set; }

    public Transform Transform { get; }

    /// <summary>An inactive object is not drawn, nor are its children.</summary>
    public bool Active { get; set; } = true;

    public IReadOnlyList<Component> Components => _components;

    public T AddComponent<T>()
        where T : Component, new()
    {
        var component = new T { GameObject = this };
        _components.Add(component);
        return component;
    }

    /// <summary>Takes off everything but a mesh renderer, for the scene's next image.</summary>
    internal void Reset(string name)
    {
        (Name, Active) = (name, true);
        _components.RemoveAll(component => component is not MeshRenderer);
        Transform.Reset();
        GetComponent<MeshRenderer>()?.Reset();
    }

    /// <summary>Takes off all components but one.</summary>
    internal void KeepOnly(Component component) => _components.RemoveAll(other => other != component);

    /// <summary>The first component of this type, or null.</summary>
    public T? GetComponent<T>()
        where T : Component
    {
        foreach (var component in _components)
        {
            if (component is T found)
                return found;
        }
        return null;
    }
}
