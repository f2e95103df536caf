using System.Globalization;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A fixed choice of the user's, such as a folder of pictures: not random, the same for all images. Set before the first image only.</summary>
public sealed class Setting
{
    internal Setting(string randomizer, string name, string value, string about) =>
        (Path, Name, Value, About) = ($"{randomizer}.{name}", name, value, about);

    /// <summary><c>randomizer.setting</c>: the path of <c>--set</c>.</summary>
    public string Path { get; }

    public string Name { get; }

    /// <summary>What it means and what is allowed, a phrase.</summary>
    public string About { get; }

    /// <summary>As text; who reads it checks it when the scenario starts.</summary>
    public string Value { get; set; }

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="Core.Errors.FewLabelsException">It is none, or out of range.</exception>
    public int Integer(int min, int max) =>
        int.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new Core.Errors.FewLabelsException(
                $"'{Value}' is not allowed", Path, $"Give a whole number from {min} to {max}.", Core.Errors.ExitCode.WrongUsage);
}
