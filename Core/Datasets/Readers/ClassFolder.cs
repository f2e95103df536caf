namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>The folder of a class.</summary>
public static class ClassFolder
{
    /// <summary>A class's name as a folder's: a slash cannot stand in one, so that <c>T-shirt/top</c> is <c>T-shirt_top</c>.</summary>
    public static string NameOf(string className) => className.Replace('/', '_');
}
