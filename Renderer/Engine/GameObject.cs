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

    /// <summary>What the labelers call this object: 0 takes the parent's id, and an object with no id above it is background.</summary>
    public ushort InstanceId { get; set; }

    /// <summary>The class of the instance, an index into the scenario's classes.</summary>
    public byte ClassId { get; set; }

    public IReadOnlyList<Component> Components => _components;

    public T AddComponent<T>()
        where T : Component, new()
    {
        var component = new T { GameObject = this };
        _components.Add(component);
        return component;
    }

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
