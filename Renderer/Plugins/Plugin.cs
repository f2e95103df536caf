using System.Reflection;
using System.Runtime.CompilerServices;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Plugins;

/// <summary>A user's assembly: its public scenarios and labelers that have a constructor without parameters.</summary>
public sealed class Plugin
{
    private readonly Dictionary<string, Type> _scenarios = [];

    private Plugin(string path) => Path = path;

    /// <summary>The assembly's full path.</summary>
    public string Path { get; }

    public IReadOnlyCollection<string> ScenarioNames => _scenarios.Keys;

    public IReadOnlyList<Labeler> Labelers { get; private init; } = [];

    /// <exception cref="FewLabelsException">
    /// There is no such file, it is no .NET assembly or was built against another version, it has neither scenario nor labeler, or one of
    /// them can't be made.
    /// </exception>
    public static Plugin Load(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!File.Exists(path))
            throw new FewLabelsException("The plug-in is missing", path, "Give the path of a built assembly, such as bin/Release/net10.0/My.dll.", ExitCode.WrongUsage);
        var assembly = Open(path);
        CheckVersions(assembly, path);
        var types = TypesOf(assembly, path);
        var plugin = new Plugin(path) { Labelers = [.. types.Where(Makeable<Labeler>).Select(type => Make<Labeler>(type, path))] };
        foreach (var type in types.Where(Makeable<Scenario>))
        {
            var name = Make<Scenario>(type, path).Name;
            if (!plugin._scenarios.TryAdd(name, type))
                throw new FewLabelsException($"Two scenarios are called '{name}': {plugin._scenarios[name]} and {type}", path, "Rename one of them.");
        }
        return plugin._scenarios.Count + plugin.Labelers.Count > 0 ? plugin : throw Empty(types, path);
    }

    /// <summary>A new scenario of this name.</summary>
    public Scenario CreateScenario(string name) => Make<Scenario>(_scenarios[name], Path);

    private static Assembly Open(string path)
    {
        try
        {
            return new PluginContext(path).LoadFromAssemblyPath(path);
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("The plug-in is no .NET assembly that can be loaded here", path,
                $"Build it for .NET {System.Environment.Version.Major} and give the path of its dll: {error.Message}", cause: error);
        }
    }

    private static void CheckVersions(Assembly assembly, string path)
    {
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            // While the major version is 0, a minor one may change anything.
            if (PluginContext.Ours(reference)?.GetName().Version is { } ours && reference.Version is { } theirs && (theirs.Major, theirs.Minor) != (ours.Major, ours.Minor))
                throw OtherVersion(path, $"it refers to {reference.Name} {theirs.ToString(3)} and this is {ours.ToString(3)}");
        }
    }

    private static Type[] TypesOf(Assembly assembly, string path)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception error) when (error is TypeLoadException or FileNotFoundException or FileLoadException or ReflectionTypeLoadException)
        {
            throw OtherVersion(path, error.Message, error);
        }
    }

    private static bool Makeable<T>(Type type) => type.IsSubclassOf(typeof(T)) && !type.IsAbstract && !type.ContainsGenericParameters && type.GetConstructor([]) is not null;

    private static T Make<T>(Type type, string path)
        where T : class
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            return (T)Activator.CreateInstance(type)!;
        }
        catch (Exception error)
        {
            var cause = error is TargetInvocationException or TypeInitializationException && error.InnerException is { } inner ? inner : error;
            throw cause is MissingMemberException or TypeLoadException
                ? OtherVersion(path, $"{type}: {cause.Message}", cause)
                : new FewLabelsException($"{type} can't be made: {cause.GetType().Name}: {cause.Message}", path, "Mend its constructor and build the plug-in again.", cause: cause);
        }
    }

    private static FewLabelsException OtherVersion(string path, string what, Exception? cause = null) =>
        new($"The plug-in was built against another version: {what}", path, "Build it again against the assemblies of this program.", cause: cause);

    private static FewLabelsException Empty(Type[] types, string path)
    {
        var near = Array.Find(types, type => type.IsSubclassOf(typeof(Scenario)) && !type.IsAbstract);
        return new("The plug-in has no scenario", path, near is null
            ? "It needs a public class that derives from Scenario, with a public constructor without parameters (or a Labeler)."
            : $"{near} needs a public constructor without parameters.");
    }
}
