using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>An active renderer with a mesh, and where it stands.</summary>
/// <param name="Instance">The labelled object that it is part of; 0 for background.</param>
/// <param name="Bounds">Of the mesh, in its own space.</param>
internal readonly record struct Renderable(MeshRenderer Renderer, Matrix4x4 World, int Instance, Bounds Bounds);
