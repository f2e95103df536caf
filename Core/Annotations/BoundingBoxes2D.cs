namespace FewLabels.Sim.Core.Annotations;

/// <summary>2D boxes by ascending instance id.</summary>
/// <param name="Amodal">False: of what is seen. True: of the part inside the frame, as if nothing stood before it.</param>
public sealed record BoundingBoxes2D(string Labeler, IReadOnlyList<BoundingBox2D> Boxes, bool Amodal) : Annotation(Labeler);
