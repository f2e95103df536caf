using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

/// <summary>Folders of empty files with pictures' names, and what stands for loading them.</summary>
internal static class FakePictures
{
    /// <summary>A texture of 200 × 100 that has its file's name.</summary>
    public static Texture Load(string path) => new(Path.GetFileName(path), new Image(100, 200, 4, new byte[100 * 200 * 4]));

    public static Panorama LoadPanorama(string path) => new(Path.GetFileName(path), new Vector3[9], [new Half[128 * 64 * 4]]);

    public static void Fill(string folder, params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), []);
        }
    }
}
