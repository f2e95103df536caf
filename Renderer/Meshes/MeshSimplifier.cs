using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// Coarser versions of any mesh by edge collapses in the order of their quadric error (Garland and Heckbert 1997). A vertex moves onto one of its
/// neighbours, so that normals and texture coordinates stay those of the mesh; seams and hard edges give way only along themselves. What is closed stays closed.
/// The same mesh gives the same levels.
/// </summary>
public static class MeshSimplifier
{
    private const int LeastTriangles = 12;

    /// <summary>Adds levels of half the triangles, a quarter and so on, with the sizes for which their distance from the mesh is under half a pixel.</summary>
    /// <param name="leastDiameter">The last level is the first that is good only below this many pixels.</param>
    /// <exception cref="InvalidOperationException">The mesh has levels already.</exception>
    public static void AddLevels(Mesh mesh, float leastDiameter = 12)
    {
        if (mesh.Levels.Count > 0)
            throw new InvalidOperationException("The mesh has levels already.");
        var collapse = new EdgeCollapse(mesh);
        var diameter = float.PositiveInfinity;
        for (var last = collapse.Triangles; last / 2 >= LeastTriangles && diameter > leastDiameter;)
        {
            collapse.Run(last / 2);
            if (collapse.Triangles > 0.75f * last)
                return;
            last = collapse.Triangles;
            // On flat parts levels lose nothing; they still have to descend.
            diameter = MathF.Min(MeshLevel.DiameterFor(collapse.Deviation(), mesh.Bounds), MathF.BitDecrement(diameter));
            collapse.CopyTo(mesh.AddLevel(diameter));
        }
    }

    /// <summary>Puts a version with at most so many triangles into another mesh, or with as few as seams and shape allow.</summary>
    /// <param name="target">Is cleared first.</param>
    /// <returns>How far the mesh's vertices are from the version at most, metres.</returns>
    public static float Simplify(Mesh source, Mesh target, int triangles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(triangles);
        if (source == target)
            throw new ArgumentException("A mesh can't be simplified into itself.", nameof(target));
        var collapse = new EdgeCollapse(source);
        collapse.Run(triangles);
        target.Clear();
        collapse.CopyTo(target);
        return collapse.Deviation();
    }
}
