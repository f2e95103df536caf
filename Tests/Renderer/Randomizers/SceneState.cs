using System.Reflection;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

/// <summary>All that a scene shows, as values under names, to be compared.</summary>
internal static class SceneState
{
    public static SortedDictionary<string, object?> Of(Scene scene)
    {
        var state = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        Note(state, "camera", scene.Camera);
        Note(state, "camera", scene.Camera.Transform);
        Note(state, "background", scene.Background);
        Note(state, "environment", scene.Environment);
        state["environment.SoftBoxes"] = string.Join("; ", scene.Environment.SoftBoxes);
        Note(state, "photo", scene.Photo);
        state["subsampling"] = scene.Subsampling;
        for (var i = 0; i < scene.Roots.Count; i++)
            NoteObject(state, $"{i} ", scene.Roots[i]);
        return state;
    }

    /// <summary>Names that stand in one state only, or for another value.</summary>
    public static string[] Changes(SortedDictionary<string, object?> before, SortedDictionary<string, object?> after) =>
        [.. before.Keys.Union(after.Keys).Where(name => !before.TryGetValue(name, out var old) || !after.TryGetValue(name, out var now) || !Equals(old, now))];

    private static void NoteObject(SortedDictionary<string, object?> state, string path, GameObject thing)
    {
        path += thing.Name;
        state[$"{path}.Active"] = thing.Active;
        foreach (var component in thing.Components)
            Note(state, path, component);
        Note(state, path, thing.Transform);
        if (thing.GetComponent<MeshRenderer>()?.Material is { } material)
            Note(state, $"{path}.material", material);
        for (var i = 0; i < thing.Transform.Children.Count; i++)
            NoteObject(state, $"{path}/{i} ", thing.Transform.Children[i].GameObject);
    }

    // What is worked out from other properties, or stands under names of its own, is left out.
    private static void Note(SortedDictionary<string, object?> state, string path, object thing)
    {
        foreach (var property in thing.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite && property.Name is not ("Position" or "Rotation" or "Parent" or "Material" or "Mesh" or "GameObject"))
                state[$"{path}.{property.Name}"] = property.GetValue(thing);
        }
    }
}
