using System.Reflection;
using System.Runtime.Loader;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Plugins;

/// <summary>
/// What a plug-in refers to is looked for beside it, except what the program has: a scenario of another copy of our assemblies would be none.
/// </summary>
internal sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private static readonly Assembly[] Shared = [typeof(FewLabelsException).Assembly, typeof(Scenario).Assembly];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Our assembly of this name, or null.</summary>
    public static Assembly? Ours(AssemblyName name) => Array.Find(Shared, assembly => assembly.GetName().Name == name.Name);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Ours(assemblyName) is { } ours)
            return ours;
        // Whatever else the program has loaded (Silk.NET, the framework) is shared as well.
        if (Default.Assemblies.Any(assembly => assembly.GetName().Name == assemblyName.Name))
            return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
