using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>A function of one value, for eight values at once. Made a struct, so that loops over it are compiled for it.</summary>
internal interface ILaneFunction
{
    Vector256<float> Of(Vector256<float> x);
}
