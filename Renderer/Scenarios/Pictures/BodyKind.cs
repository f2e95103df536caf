namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>What carries a picture; the names of the outcomes of <c>pictures.body</c>.</summary>
internal enum BodyKind
{
    /// <summary>A plate on its own, perhaps on a pole.</summary>
    Plate,

    /// <summary>A label on the front of a box that stands on a table.</summary>
    Box,

    /// <summary>A card that lies on a table, its picture up.</summary>
    Card,
}
