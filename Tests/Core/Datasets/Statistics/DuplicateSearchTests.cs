using System.Numerics;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Statistics;

public sealed class DuplicateSearchTests
{
    [Fact]
    public void Another_size_another_light_and_another_compression_look_the_same_and_another_picture_does_not()
    {
        for (var i = 0; i < 40; i++)
        {
            var image = Picture(i, 160);
            var look = Look(image);
            Assert.True(look.IsNear(Look(ImageShrink.ToFit(image, 97))), $"smaller {i}");
            Assert.True(look.IsNear(Look(new(160, 160, 1, [.. image.Pixels.Select(p => (byte)(20 + p * 9 / 10))]))), $"lighter {i}");
            var grain = StreamKey.Of(i).With("grain").Open();
            Assert.True(look.IsNear(Look(new(160, 160, 1, [.. image.Pixels.Select(p => (byte)Math.Clamp(p + grain.Normal(0, 3), 0, 255))]))), $"grain {i}");
            Assert.False(look.IsNear(Look(Picture(i + 1, 160))), $"other {i}");
            // A mirrored picture is another one: left and right matter.
            Assert.False(look.IsNear(Look(new(160, 160, 1, [.. Enumerable.Range(0, 160 * 160).Select(p => image.Pixels[p / 160 * 160 + 159 - p % 160])]))), $"mirrored {i}");
        }
    }

    [Fact]
    public void Blank_images_look_like_nothing()
    {
        Assert.Null(ImageHash.Of(Enumerable.Repeat(90f, 400).ToArray(), 20, 20));
        Assert.Null(ImageHash.Of([.. Enumerable.Range(0, 400).Select(i => 90f + i % 2)], 20, 20));
    }

    [Fact]
    public void The_banded_search_finds_what_comparing_all_finds()
    {
        var draws = StreamKey.Of(5).Open();
        var looks = new List<ImageHash>();
        for (var i = 0; i < 600; i++)
        {
            // Half of them are copies of an earlier one with up to five bits changed.
            var look = i > 0 && draws.Chance(0.5) ? looks[draws.Next(i)] : new(draws.NextBits(), new UInt128(draws.NextBits(), draws.NextBits()));
            for (var bit = draws.Next(6); bit > 0; bit--)
                look = look with { Gradient = look.Gradient ^ (1UL << draws.Next(64)) };
            for (var bit = draws.Next(12); bit > 0; bit--)
                look = look with { Frequencies = look.Frequencies ^ (UInt128.One << draws.Next(128)) };
            looks.Add(look);
        }
        var leaders = new List<int>();
        var expected = new Dictionary<int, List<int>>();
        for (var i = 0; i < looks.Count; i++)
        {
            var leader = leaders.FirstOrDefault(known => BitOperations.PopCount(looks[known].Gradient ^ looks[i].Gradient) <= 3 && (int)UInt128.PopCount(looks[known].Frequencies ^ looks[i].Frequencies) <= 8, -1);
            if (leader < 0)
                leaders.Add(i);
            else if (expected.TryGetValue(leader, out var members))
                members.Add(i);
            else
                expected[leader] = [leader, i];
        }
        var found = DuplicateSearch.Find([Signatures([.. looks])]).Groups;
        Assert.True(expected.Count > 50);
        Assert.Equal(expected.OrderBy(group => group.Key).Select(group => string.Join(' ', group.Value)), found.Select(group => string.Join(' ', group.Images.Select(image => image.Place))));
    }

    [Fact]
    public void Duplicates_are_counted_within_a_dataset_and_between_two()
    {
        var (a, b) = (new ImageSignatures(), new ImageSignatures());
        var looks = Enumerable.Range(0, 4).Select(i => Look(Picture(i, 64))).ToArray();
        // Of the same bytes: a0, a2, b1. Alike besides: a1 and b0. a3 could not be read, b2 and b3 are blank, with the same bytes.
        a.Add(1, looks[0]);
        a.Add(2, looks[1]);
        a.Add(1, looks[0]);
        a.AddNone();
        b.Add(3, looks[1] with { Gradient = looks[1].Gradient ^ 5 });
        b.Add(1, looks[0]);
        b.Add(9, null);
        b.Add(9, null);
        b.AddNone();
        var duplicates = DuplicateSearch.Find([a, b]);
        Assert.Equal(
            ["exact 0/0 0/2 1/1", "exact 1/2 1/3", "near 0/0 0/2 1/1", "near 0/1 1/0"],
            duplicates.Groups.Select(group => $"{(group.Exact ? "exact" : "near")} {string.Join(' ', group.Images.Select(image => $"{image.Dataset}/{image.Place}"))}"));
        Assert.Equal((1L, 1L), (duplicates.Surplus(0, exact: true), duplicates.Surplus(1, exact: true)));
        Assert.Equal((2L, 3L), (duplicates.Shared(0, 1, exact: true), duplicates.Shared(0, 1, exact: false)));
        Assert.Equal((1L, 2L), (duplicates.Shared(1, 0, exact: true), duplicates.Shared(1, 0, exact: false)));
    }

    [Fact]
    public void The_content_is_the_start_of_the_files_SHA_256()
    {
        // FIPS 180-2, appendix B.1.
        Assert.Equal(UInt128.Parse("ba7816bf8f01cfea414140de5dae2223", System.Globalization.NumberStyles.HexNumber, null), ImageSignatures.ContentOf("abc"u8));
    }

    private static ImageSignatures Signatures(ImageHash[] looks)
    {
        var signatures = new ImageSignatures();
        for (var i = 0; i < looks.Length; i++)
            signatures.Add((UInt128)(i + 1), looks[i]);
        return signatures;
    }

    private static ImageHash Look(Image image) => ImageHash.Of(PixelMeasures.Luma(image), image.Height, image.Width)!.Value;

    /// <summary>Some soft discs on a slope.</summary>
    private static Image Picture(int number, int side)
    {
        var draws = StreamKey.Of(number).Open();
        var discs = Enumerable.Range(0, 8).Select(_ => (X: draws.NextDouble(), Y: draws.NextDouble(), Radius: draws.Uniform(0.05, 0.3), Level: draws.Uniform(-120, 120))).ToArray();
        var (across, down) = (draws.Uniform(-40, 40), draws.Uniform(-40, 40));
        return new(side, side, 1, [.. Enumerable.Range(0, side * side).Select(i =>
        {
            var (x, y) = ((i % side + 0.5) / side, (i / side + 0.5) / side);
            var level = 128 + across * x + down * y + discs.Sum(d => d.Level * Math.Exp(-((x - d.X) * (x - d.X) + (y - d.Y) * (y - d.Y)) / (d.Radius * d.Radius)));
            return (byte)Math.Clamp(level, 0, 255);
        })]);
    }
}
