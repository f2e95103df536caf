using System.Diagnostics;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Photos;

public sealed class PhotoTreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Photos_come_in_ordinal_order_of_their_paths()
    {
        // A point and a hyphen sort before a slash, letters behind it.
        string[] paths = ["B.jpg", "Z/1.jpg", "Z/10.jpg", "Z/2.jpg", "a-b.jpg", "a.jpg", "a/b.jpg", "a/c/d/e.JPEG", "a0.png", "é.webp", "日本/写真.gif"];
        foreach (var path in paths.Reverse())
            Put(path);
        Assert.Equal(paths.Order(StringComparer.Ordinal), Listed());
        Assert.Equal(paths.Order(StringComparer.Ordinal), Listed());
    }

    [Theory]
    [InlineData("")]
    [InlineData("IMG_2026-")]
    public void Many_names_of_a_folder_sort_as_a_few_do(string before)
    {
        // Ends at every length, letters on both sides of a point and a slash, and beyond one unit of UTF-16.
        string[] letters = ["", "0", "a", "-", ".", "é", "\uE000", "😀"];
        string[] names = [.. from a in letters from b in letters from c in letters from d in letters select $"{before}{a}{b}{c}{d}{a}"];
        names = [.. names.Distinct()];
        var sorted = names.ToArray();
        OrdinalSort.Sort(sorted);
        Assert.Equal(names.Order(StringComparer.Ordinal), sorted);
    }

    [Fact]
    public void Names_of_other_things_are_passed_over_and_formats_that_are_not_read_are_told()
    {
        foreach (var path in new[] { "a.txt", "jpg", "b.jpg", "c.jpg.part", "d.HEIC", "e/f.tiff", "e/Thumbs.db" })
            Put(path);
        var skipped = new SkippedPhotos();
        Assert.Equal(["b.jpg"], Listed(skipped: skipped));
        Assert.Equal(new Dictionary<ImageFault, long> { [ImageFault.Format] = 2 }, skipped.Counts);
        Assert.Equal([Path.Combine(_folder, "d.HEIC"), Path.Combine(_folder, "e/f.tiff")], skipped.First.Select(one => one.Where));
        Assert.EndsWith("d.HEIC", Assert.Throws<FewLabelsException>(() => Listed(new() { Strict = true })).Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_files_and_folders_count_where_that_is_asked_for()
    {
        foreach (var path in new[] { "a.jpg", "._a.jpg", ".thumbnails/b.jpg" })
            Put(path);
        Assert.Equal(["a.jpg"], Listed());
        Assert.Equal(["._a.jpg", ".thumbnails/b.jpg", "a.jpg"], Listed(new() { Hidden = true }));
    }

    [Fact]
    public void Links_to_folders_are_entered_once_where_that_is_asked_for_and_loops_end()
    {
        Put("a/1.jpg");
        Put("b/2.jpg");
        Link("a/loop", _folder);
        Link("a/self", Path.Combine(_folder, "a"));
        Link("c", Path.Combine(_folder, "b"));
        Link("d.jpg", Path.Combine(_folder, "b/2.jpg"));
        // Twice two ways down, thirty times: a billion paths to one photo.
        var end = Directory.CreateDirectory(Path.Combine(_folder, "e/0")).FullName;
        Put("e/0/3.jpg");
        for (var level = 1; level <= 30; level++, end = Path.Combine(_folder, $"e/{level - 1}"))
        {
            Directory.CreateDirectory(Path.Combine(_folder, $"e/{level}"));
            Link($"e/{level}/x", end);
            Link($"e/{level}/y", end);
        }
        Assert.Equal(["a/1.jpg", "b/2.jpg", "d.jpg", "e/0/3.jpg"], Listed());
        // The root is on the way already; b is met by its own name first.
        Assert.Equal(["a/1.jpg", "b/2.jpg", "d.jpg", "e/0/3.jpg"], Listed(new() { FollowLinks = true }));
        var other = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(other, "far.jpg"), []);
            Link("z", other);
            Assert.DoesNotContain("z/far.jpg", Listed());
            Assert.Contains("z/far.jpg", Listed(new() { FollowLinks = true }));
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public void Pipes_folders_and_links_to_nowhere_are_skipped_and_not_waited_for()
    {
        Shell("mkfifo pipe.jpg; mkdir folder.png; ln -s nowhere gone.jpg; ln -s round.jpg round.jpg; ln -s /dev/zero zero.jpg");
        Put("good.png", ImageCodec.EncodePng(new(1, 1, 1, [7])));
        var skipped = new SkippedPhotos();
        Assert.Equal(7, Assert.Single(new PhotoTree(_folder).ReadSquares(1, 1, skipped)).Pixels[0]);
        Assert.Equal(new Dictionary<ImageFault, long> { [ImageFault.Missing] = 2, [ImageFault.NotAFile] = 2 }, skipped.Counts);
    }

    [Fact]
    public void Names_that_are_not_utf8_are_told()
    {
        Shell("printf x > \"$(printf '\\377.jpg')\"; mkdir \"$(printf 'f\\377')\"; printf x > \"$(printf 'f\\377/a.jpg')\"");
        // The sign that stands for what is no text may itself be a name's.
        Put("\uFFFD.png");
        var skipped = new SkippedPhotos();
        Assert.Equal(["\uFFFD.png"], Listed(skipped: skipped));
        Assert.Equal(new Dictionary<ImageFault, long> { [ImageFault.Name] = 2 }, skipped.Counts);
        // Nor can .NET remove them.
        Shell("rm -r ./*");
    }

    [Fact]
    public void Folders_are_opened_when_their_turn_comes_and_told_where_that_fails()
    {
        foreach (var path in new[] { "a/1.jpg", "b/2.jpg", "c/3.jpg" })
            Put(path);
        var skipped = new SkippedPhotos();
        using var files = new PhotoTree(_folder).Files(skipped).GetEnumerator();
        Assert.True(files.MoveNext());
        Directory.Delete(Path.Combine(_folder, "b"), recursive: true);
        Assert.True(files.MoveNext());
        Assert.Equal(Path.Combine(_folder, "c/3.jpg"), files.Current);
        Assert.Equal((ImageFault.Unreadable, Path.Combine(_folder, "b")), ((ImageFault)skipped.First.Single().Reason!, skipped.First.Single().Where));
    }

    [Fact]
    public void A_folder_without_permission_is_told()
    {
        Assert.SkipWhen(Environment.UserName == "root", "root may read every folder.");
        Put("a/1.jpg");
        Put("b/2.jpg");
        Shell("chmod 0 a");
        var skipped = new SkippedPhotos();
        Assert.Equal(["b/2.jpg"], Listed(skipped: skipped));
        Assert.Equal(new Dictionary<ImageFault, long> { [ImageFault.Unreadable] = 1 }, skipped.Counts);
        Shell("chmod 700 a");
    }

    [Fact]
    public void Squares_come_in_order_whatever_is_bad_among_them()
    {
        for (var i = 0; i < 200; i++)
            Put($"{i:D3}.png", i % 7 == 3 ? [1, 2, 3] : ImageCodec.EncodePng(new(i % 5 + 1, 1, 1, [.. Enumerable.Repeat((byte)i, i % 5 + 1)])));
        var skipped = new SkippedPhotos();
        var read = new PhotoTree(_folder).ReadSquares(1, 1, skipped).Select(image => (int)image.Pixels[0]).ToArray();
        Assert.Equal(Enumerable.Range(0, 200).Where(i => i % 7 != 3), read);
        Assert.Equal(29, skipped.Count);
        Assert.Equal(["003.png", "010.png", "017.png", "024.png", "031.png"], skipped.First.Select(one => Path.GetFileName(one.Where)));
        Assert.StartsWith("29 photos were skipped: 29 of another format. First: ", $"{skipped}", StringComparison.Ordinal);
        Assert.EndsWith("003.png", Assert.Throws<FewLabelsException>(() => new PhotoTree(_folder, new() { Strict = true }).ReadSquares(1, 1).Count()).Where, StringComparison.Ordinal);
        Assert.Equal("", $"{new SkippedPhotos()}");
    }

    [Fact]
    public void Copies_are_photos_of_their_own()
    {
        Put("a.png");
        Shell("ln a.png b.png; cp a.png c.png");
        Assert.Equal(["a.png", "b.png", "c.png"], Listed());
    }

    [Fact]
    public void A_root_that_is_no_folder_is_an_error()
    {
        Put("a.png");
        Assert.Throws<FewLabelsException>(() => new PhotoTree(Path.Combine(_folder, "a.png")).Files().Count());
        Assert.Throws<FewLabelsException>(() => new PhotoTree(Path.Combine(_folder, "none")).Files().Count());
        Assert.Single(new PhotoTree(_folder + "/").Files(), path => path == Path.Combine(_folder, "a.png"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Listed(PhotoOptions? options = null, SkippedPhotos? skipped = null) =>
        [.. new PhotoTree(_folder, options).Files(skipped).Select(path => path[(_folder.Length + 1)..])];

    private void Put(string path, byte[]? bytes = null)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes ?? []);
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(_folder, path), target);

    private void Shell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { WorkingDirectory = _folder })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
