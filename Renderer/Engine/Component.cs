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
}
