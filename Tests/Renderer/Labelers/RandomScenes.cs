using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

/// <summary>Scenes of balls by lot: cameras of all kinds, parents with children, mirrors, unequal scales, things before and behind the camera.</summary>
internal static class RandomScenes
{
    public const int Classes = 5;

    /// <param name="moved">A quarter of a second later: the camera (mostly) and about half of the instances have moved.</param>
    public static RayCaster Make(long seed, bool moved = false)
    {
        var random = StreamKey.Of(seed).With("scene").Open();
        var motion = StreamKey.Of(seed).With("motion").Open();
        int width = 16 + random.Next(50), height = 16 + random.Next(50);
        var orthographic = random.Chance(0.4);
        var focal = Draw(ref random, orthographic ? 6 : 0.7f * width, orthographic ? 20 : 2 * width);
        var basis = Matrix4x4.CreateFromQuaternion(Turn(ref random, 3)) * Matrix4x4.CreateTranslation(Shift(ref random, 2));
        var pose = moved && motion.Chance(0.7) ? Nudge(ref motion) * basis : basis;
        var zoom = moved && motion.Chance(0.5) ? 1.05f : 1;
        var scene = new RayCaster(
            width, height, pose, zoom * focal, focal * Draw(ref random, 0.8f, 1.2f), width * Draw(ref random, 0.3f, 0.7f),
            height * Draw(ref random, 0.3f, 0.7f), orthographic, 0.1f, 30)
        { Time = moved ? 0.25f : 0 };
        var matrices = new List<Matrix4x4>();
        var count = 1 + random.Next(8);
        for (var i = 0; i < count; i++)
        {
            var parent = i > 0 && random.Chance(0.3) ? 1 + random.Next(i) : 0;
            var at = Shift(ref random, 1.5f) with { Z = (random.Chance(0.1) ? -1 : 1) * Draw(ref random, 2, 6) };
            var scale = new Vector3(Draw(ref random, 0.1f, 0.6f), Draw(ref random, 0.1f, 0.6f), Draw(ref random, 0.1f, 0.6f));
            if (random.Chance(0.3))
                scale.X = -scale.X;
            var turn = Turn(ref random, 3);
            // A turned child of a parent with unequal scales is skewed.
            var matrix = parent == 0
                ? RayCaster.At(at, scale, turn) * basis
                : RayCaster.At(new(at.X, 1.5f, at.Y), new(scale.X > 0 ? 0.8f : -0.8f, 0.6f, 0.7f), turn) * matrices[parent - 1];
            if (moved && motion.Chance(0.5))
                matrix = Nudge(ref motion) * matrix;
            matrices.Add(matrix);
            Matrix4x4[] parts = random.Chance(0.4) ? [RayCaster.At(new(0.8f, 0.3f, 0), new(0.6f, 0.4f, 0.5f), turn)] : [];
            scene.Add(matrix, i % Classes, parent, parts);
            if (random.Chance(0.2))
                scene.AddBackground(RayCaster.At(at * 0.8f, new(0.3f)) * basis);
        }
        return scene;
    }

    private static Matrix4x4 Nudge(ref KeyedStream random) =>
        Matrix4x4.CreateFromQuaternion(Turn(ref random, 0.05f)) * Matrix4x4.CreateTranslation(Shift(ref random, 0.1f));

    private static Quaternion Turn(ref KeyedStream random, float angle) =>
        Quaternion.CreateFromYawPitchRoll(Draw(ref random, -angle, angle), Draw(ref random, -angle, angle), Draw(ref random, -angle, angle));

    private static Vector3 Shift(ref KeyedStream random, float range) =>
        new(Draw(ref random, -range, range), Draw(ref random, -range, range), Draw(ref random, -range, range));

    private static float Draw(ref KeyedStream random, float min, float max) => (float)random.Uniform(min, max);
}
