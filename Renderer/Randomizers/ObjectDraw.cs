namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A number drawn for one of an image's further objects (from 1 on; object 0 stands in the draw table's row).</summary>
/// <param name="Object">Which object of the randomizer's, from 1.</param>
/// <param name="Column">The draw table's column.</param>
/// <param name="Value">As in the table.</param>
public readonly record struct ObjectDraw(int Object, int Column, float Value);
