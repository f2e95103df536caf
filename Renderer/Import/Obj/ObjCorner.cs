namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>A corner of an OBJ face: numbers of its position, texture coordinates (−1 none) and normal.</summary>
/// <param name="Normal">−1 for the face's own; −1 − g for the mean over smoothing group g, from 1.</param>
internal readonly record struct ObjCorner(int Position, int Coordinate, int Normal);
