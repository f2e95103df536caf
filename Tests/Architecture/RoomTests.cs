using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace FewLabels.Sim.Tests.Architecture;

/// <summary>The rooms of the house: who may use whom.</summary>
public sealed partial class RoomTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Core"] = [],
        ["Renderer"] = ["Core"],
        ["Learning"] = ["Core"],
        ["Pretraining"] = ["Learning"],
        ["Adaptation"] = ["Learning"],
        ["SemiSupervised"] = ["Learning"],
        ["Tools"] = ["Core", "Renderer", "Learning", "Pretraining", "Adaptation", "SemiSupervised"],
    };

    /// <summary>Words that a room's code must not contain.</summary>
    private static readonly Dictionary<string, string[]> NeverNames = new()
    {
        ["Core"] = ["TorchSharp", "Silk.NET"],
        ["Renderer"] = ["TorchSharp"],
        ["Learning"] = ["Silk.NET"],
        ["Pretraining"] = ["FewLabels.Sim.Adaptation", "FewLabels.Sim.SemiSupervised", "Silk.NET"],
        ["Adaptation"] = ["FewLabels.Sim.Pretraining", "FewLabels.Sim.SemiSupervised", "Silk.NET"],
        ["SemiSupervised"] = ["FewLabels.Sim.Pretraining", "FewLabels.Sim.Adaptation", "Silk.NET"],
    };

    public static TheoryData<string> Rooms => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_the_rooms_that_it_may_use(string room)
    {
        var project = XDocument.Load(Path.Combine(Root(), room, $"{room}.csproj"));
        var used = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        Assert.Subset(MayUse[room].ToHashSet(), used.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_rooms_code_names_nothing_that_it_must_not_use(string room)
    {
        foreach (var file in Files(room))
            foreach (var word in NeverNames.GetValueOrDefault(room, []))
                Assert.False(Code(file).Contains(word, StringComparison.Ordinal), $"{file} names {word}");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Namespaces_follow_folders(string room)
    {
        foreach (var file in Files(room))
        {
            var folder = Path.GetRelativePath(Root(), Path.GetDirectoryName(file)!).Replace('/', '.');
            var expected = $"namespace FewLabels.Sim.{folder};";
            Assert.True(File.ReadAllText(file).Contains(expected, StringComparison.Ordinal), $"{file} has not '{expected}'");
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void All_randomness_is_keyed(string room)
    {
        foreach (var file in Files(room))
            Assert.False(Unkeyed().IsMatch(Code(file)), $"{file} draws from a generator that has no key");
    }

    [Fact]
    public void Each_room_has_a_page_that_says_what_lives_there() =>
        Assert.All(MayUse.Keys, room => Assert.True(File.Exists(Path.Combine(Root(), room, "README.md")), $"{room}/README.md is missing"));

    private static string[] Files(string room)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Root(), room), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root(), file).Split('/').Any(part => part is "bin" or "obj" or "build")).ToArray();
        Assert.NotEmpty(files);
        return files;
    }

    private static string Code(string file) => string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex(@"new Random\(|Random\.Shared|RandomNumberGenerator\.|\brandn?\(|randint\(|randperm\(")]
    private static partial Regex Unkeyed();
}
