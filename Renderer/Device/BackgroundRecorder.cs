using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>Writes a scene's environment and background into its image record.</summary>
internal sealed class BackgroundRecorder(TexturePool textures, PanoramaPool panoramas)
{
    /// <returns>What of the shaders the environment needs.</returns>
    public ShaderKey Record(Scene scene, ref ImageRecord image)
    {
        var environment = scene.Environment;
        var boxes = Math.Min(environment.SoftBoxes.Count, SceneEnvironment.MostSoftBoxes);
        image.Sky = new(environment.Sky, 0);
        image.Equator = new(environment.Equator, 0);
        image.Ground = new(environment.Ground, 0);
        for (var i = 0; i < boxes; i++)
        {
            var box = environment.SoftBoxes[i];
            // Irradiance of a spherical Gaussian on a surface that faces it, over pi.
            var diffuse = 2 / box.Sharpness * (1 - MathF.Exp(-2 * box.Sharpness));
            image.BoxDirection[i] = new(Vector3.Normalize(box.Direction), box.Sharpness);
            image.BoxColor[i] = new(box.Radiance, diffuse);
        }
        for (var i = boxes; i < SceneEnvironment.MostSoftBoxes; i++)
            (image.BoxDirection[i], image.BoxColor[i]) = (new(0, 1, 0, 1), default);
        if (environment.Panorama is { } panorama)
        {
            var (sine, cosine) = MathF.SinCos(environment.PanoramaRotation);
            image.Panorama = new(cosine, sine, environment.PanoramaIntensity, panoramas.Use(panorama));
            for (var i = 0; i < 9; i++)
                image.Harmonics[i] = new(panorama.Harmonics[i], 0);
        }
        image.Occlusion = new(environment.AmbientOcclusion, MathF.Max(environment.AmbientOcclusionRadius, 1e-4f), 0, 0);
        RecordBackground(scene.Background, ref image);
        return new() { Boxes = (boxes + 1) / 2 * 2, Panorama = environment.Panorama is not null };
    }

    public static ResolveKey Variant(Scene scene)
    {
        var environment = scene.Environment;
        // Only the environment's own picture needs its parts.
        var seen = scene.Background.Kind == BackgroundKind.Environment;
        var boxes = seen ? (Math.Min(environment.SoftBoxes.Count, SceneEnvironment.MostSoftBoxes) + 1) / 2 * 2 : 0;
        return new(Kind(scene.Background), boxes, seen && environment.Panorama is not null, environment.AmbientOcclusion > 0, scene.Subsampling.Encoded);
    }

    private void RecordBackground(Background background, ref ImageRecord image)
    {
        var (sine, cosine) = MathF.SinCos(background.Angle);
        var picture = background.Kind == BackgroundKind.Picture && background.Picture is { } texture ? textures.Use(texture) : 0;
        image.Background = new(0, cosine, sine, background.Frequency);
        image.BackColor = new(background.Color, (float)background.Pattern);
        image.BackSecond = new(background.SecondColor, picture);
        image.BackFrame = background.PictureFrame;
        image.BackMore = new(background.Offset.X, background.Offset.Y, background.PictureBlur, background.Intensity);
    }

    // A picture that is not there leaves the gradient.
    private static int Kind(Background background) =>
        background.Kind == BackgroundKind.Picture && background.Picture is null ? (int)BackgroundKind.Gradient : (int)background.Kind;
}
