using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Tools.Jobs;
using TorchSharp;

namespace FewLabels.Sim.Tools.Doctor;

/// <summary>Tries each thing that the product needs, by using it.</summary>
internal static class Examination
{
    private const string Photos = "/usr/share/datasets/fashion-mnist";

    public static IReadOnlyList<Finding> All() => [Host(), OpenGl(), Torch(), FashionMnist()];

    private static Finding Host() =>
        new("machine", OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}",
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? null : "Only Linux on x64 is built and tested: TorchSharp's libtorch is referenced for it alone.");

    private static Finding OpenGl()
    {
        try
        {
            using var renderer = new FrameRenderer(Scenarios.Create("garments"), new FrameOptions { Size = 28, Seed = 1 });
            return new("OpenGL", true, renderer.DeviceName);
        }
        catch (FewLabelsException error)
        {
            return new("OpenGL", false, $"{error.What} ({error.Where})", error.Remedy);
        }
    }

    private static Finding Torch()
    {
        if (TorchLibrary.Failure is null)
        {
            using var one = torch.ones(1);
            return new("libtorch", one.item<float>() == 1, $"{torch.__version__}, {torch.get_num_threads()} threads; {TorchLibrary.Status}");
        }
        return new("libtorch", false, TorchLibrary.Status, "Build again so that the package libtorch-cpu-linux-x64 is restored.");
    }

    private static Finding FashionMnist() => File.Exists(Path.Combine(Photos, "train-images-idx3-ubyte.gz"))
        ? new("Fashion-MNIST photos", true, Photos)
        : new("Fashion-MNIST photos", false, $"not in {Photos}", "sudo apt-get install dataset-fashion-mnist");
}
