namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>What an OBJ file has under one name: triangles of corners by material, in the order of the first use.</summary>
internal sealed class ObjGroup(string name)
{
    private readonly Dictionary<string, List<ObjCorner>> _byMaterial = [];

    public string Name { get; } = name;

    /// <summary>An empty name stands for no material.</summary>
    public IReadOnlyDictionary<string, List<ObjCorner>> ByMaterial => _byMaterial;

    public List<ObjCorner> Of(string material)
    {
        if (!_byMaterial.TryGetValue(material, out var corners))
            _byMaterial[material] = corners = [];
        return corners;
    }
}
