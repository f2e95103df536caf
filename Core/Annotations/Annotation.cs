namespace FewLabels.Sim.Core.Annotations;

/// <summary>
/// What one labeler says of one image. Pixels have their origin at the top left, x right, y down; space is left-handed, Y up, metres; the camera
/// looks along +Z. Class ids are places in the dataset's list of classes; instance ids count from 1.
/// </summary>
/// <param name="Labeler">The labeler's name.</param>
public abstract record Annotation(string Labeler);
