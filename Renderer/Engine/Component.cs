namespace FewLabels.Sim.Renderer.Engine;

/// <summary>A part of a <see cref="Engine.GameObject"/>; made by <see cref="Engine.GameObject.AddComponent{T}"/>.</summary>
public abstract class Component
{
    private GameObject? _owner;

    /// <exception cref="InvalidOperationException">The component was made by <c>new</c> and belongs to no object.</exception>
    public GameObject GameObject
    {
        get => _owner ?? throw new InvalidOperationException("A component is made by GameObject.AddComponent.");
        internal set => _owner = value;
    }

    public Transform Transform => GameObject.Transform;

    /// <summary>Once per image, after all randomizers and before the first step is drawn.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Once per step of an image's sequence, the first included, before it is drawn.</summary>
    /// <param name="time">Seconds since the sequence began: 0 at its first step.</param>
    public virtual void Update(float time)
    {
    }
}
