using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Import.Gltf;
using FewLabels.Sim.Renderer.Import.Obj;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>
/// Models from glTF 2.0 (.gltf, .glb) and Wavefront OBJ (.obj with .mtl) files. Both are right-handed with Y up: their x axis is mirrored,
/// so that what faces +Z in the file faces +Z here, and triangles are turned over with it.
/// </summary>
public static class ModelFile
{
    /// <param name="path">The file. What it refers to lies in its folder or below.</param>
    /// <exception cref="FewLabelsException">
    /// Missing, broken, of another kind, refers to a file that is missing or outside its folder, or needs what can't be read at all.
    /// What can merely not be shown is listed in <see cref="Model.Unsupported"/>.
    /// </exception>
    public static Model Load(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".gltf" or ".glb" => GltfReader.Read(path),
        ".obj" => ObjReader.Read(path),
        var other => throw new FewLabelsException($"A model of the kind '{other}' is not read", path, "Save it as .glb, .gltf or .obj (Blender: File, Export)."),
    };
}
