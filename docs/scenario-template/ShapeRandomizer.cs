using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;

namespace NewScenario;

/// <summary>
/// Gives the subject its shape, turns it and sets up the camera. It keeps nothing of an image in its fields: several threads share it.
/// </summary>
public sealed class ShapeRandomizer : Randomizer
{
    private readonly Parameter _radius, _turn, _distance, _grey;

    public ShapeRandomizer()
        : base("shape")
    {
        _radius = Declare("radius", 0.2f, 0.4f, allowed: Allowed.Positive, unit: "m", about: "from the centre to a corner");
        _turn = Declare("turn", -0.5f, 0.5f, unit: "rad", about: "about the line of sight");
        _grey = Declare("grey", 0, 1, allowed: Allowed.Share, about: "of the surface, linear");
        _distance = Declare("distance", 2, 4, "camera", Allowed.Positive, "m", "of the camera");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var renderer = iteration.Subject.GetComponent<MeshRenderer>()!;
        AddShape(renderer.Mesh, iteration.ClassId == 0 ? 4 : 3, iteration.Draw(_radius));
        renderer.Material = new StandardMaterial { Albedo = new(iteration.Draw(_grey)), DoubleSided = true };
        iteration.Subject.Transform.SetEuler(0, 0, iteration.Draw(_turn));

        var camera = iteration.Scene.Camera;
        camera.Reset();
        camera.FieldOfView = 0.6f;
        camera.Transform.LocalPosition = new(0, 0, -iteration.Draw(_distance));
    }

    /// <summary>A flat shape that faces the camera; its corners run clockwise as seen from there.</summary>
    private static void AddShape(Mesh mesh, int corners, float radius)
    {
        for (var i = 0; i < corners; i++)
        {
            var (sine, cosine) = MathF.SinCos(MathF.Tau * i / corners);
            var corner = new Vector3(radius * sine, radius * cosine, 0);
            mesh.AddVertex(corner, -Vector3.UnitZ, new(corner.X, corner.Y));
        }
        for (var i = 2; i < corners; i++)
            mesh.AddTriangle(0, i - 1, i);
    }
}
