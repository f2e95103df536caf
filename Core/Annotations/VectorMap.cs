namespace FewLabels.Sim.Core.Annotations;

/// <summary>Numbers for each pixel: normals, positions, optical flow.</summary>
/// <param name="Values"><c>[H, W, Channels]</c>; 0 where nothing is.</param>
/// <param name="Kind">What the numbers are.</param>
public sealed record VectorMap(string Labeler, int Height, int Width, int Channels, float[] Values, VectorMapKind Kind) : Annotation(Labeler);

/// <summary>What a <see cref="VectorMap"/> holds.</summary>
public enum VectorMapKind
{
    /// <summary>Unit normals in camera space: x right, y up, z forward (so z is negative on what faces the camera).</summary>
    CameraNormals,

    /// <summary>Points in camera space, metres.</summary>
    CameraPositions,

    /// <summary>Pixels that the surface moves until the next step: x right, y down.</summary>
    OpticalFlow,
}
