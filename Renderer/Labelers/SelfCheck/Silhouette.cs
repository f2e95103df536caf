using System.Numerics;
using FewLabels.Sim.Core.Annotations.Pixels;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>What must hold of an instance's silhouette.</summary>
internal static class Silhouette
{
    /// <summary>
    /// The first pixel of a run that has no pixel of the silhouette at or next to it; −1 if there is none. What a pixel at the frame's border shows may be
    /// next to a part of the silhouette that lies outside.
    /// </summary>
    public static int FirstOutside(InstanceCoverage coverage, in PixelRun run, int width, int height)
    {
        if (CoversAll(coverage, run))
            return -1;
        var goesOn = coverage.Pixels > coverage.PixelsInFrame;
        for (var x = run.X; x <= run.Right; x++)
        {
            if (!Touches(coverage, x, run.Y) && !(goesOn && (x == 0 || run.Y == 0 || x == width - 1 || run.Y == height - 1)))
                return x;
        }
        return -1;
    }

    /// <summary>Can its mask be read at all?</summary>
    public static bool Fits(InstanceCoverage coverage, int width, int height) =>
        coverage.X >= 0 && coverage.Y >= 0 && coverage.Width >= 0 && coverage.Height >= 0
        && coverage.X + coverage.Width <= width && coverage.Y + coverage.Height <= height
        && coverage.Mask.Length == coverage.WordsPerRow * coverage.Height;

    /// <summary>A silhouette that contradicts itself or what is seen of the instance, in a sentence.</summary>
    public static string? FindFault(InstanceCoverage coverage, int id, in PixelBounds seen)
    {
        var filled = 0;
        foreach (var word in coverage.Mask)
            filled += BitOperations.PopCount(word);
        if (filled != coverage.PixelsInFrame)
            return $"The silhouette of instance {id} has {filled} pixels inside the frame, but {coverage.PixelsInFrame} are told.";
        if (coverage.PixelsInFrame > coverage.Pixels)
            return $"The silhouette of instance {id} has {coverage.PixelsInFrame} pixels inside the frame, more than its {coverage.Pixels} in all.";
        // It may be a pixel short all along its edge.
        var edge = seen.Pixels > 0 ? 2 * (seen.Width + seen.Height) : 0;
        return seen.Pixels > coverage.PixelsInFrame + edge
            ? $"Instance {id} has {seen.Pixels} visible pixels, more than the {coverage.PixelsInFrame} of its silhouette inside the frame."
            : null;
    }

    /// <summary>The first pixel well inside the silhouette where nothing at all is drawn; −1 if there is none.</summary>
    public static int FirstEmpty(InstanceCoverage coverage, ReadOnlySpan<ushort> objects, int width)
    {
        for (var y = coverage.Y + 1; y < coverage.Y + coverage.Height - 1; y++)
        {
            for (var x = coverage.X + 1; x < coverage.X + coverage.Width - 1; x++)
            {
                if (objects[y * width + x] == 0 && IsInside(coverage, x, y))
                    return y * width + x;
            }
        }
        return -1;
    }

    private static bool CoversAll(InstanceCoverage coverage, in PixelRun run)
    {
        int first = run.X - coverage.X, last = run.Right - coverage.X, row = run.Y - coverage.Y;
        if (first < 0 || last >= coverage.Width || (uint)row >= (uint)coverage.Height)
            return false;
        var words = coverage.Mask.AsSpan(row * coverage.WordsPerRow, coverage.WordsPerRow);
        for (var word = first / 32; word <= last / 32; word++)
        {
            var wanted = uint.MaxValue;
            if (word == first / 32)
                wanted &= uint.MaxValue << (first & 31);
            if (word == last / 32)
                wanted &= uint.MaxValue >> (31 - (last & 31));
            if ((words[word] & wanted) != wanted)
                return false;
        }
        return true;
    }

    private static bool Touches(InstanceCoverage coverage, int x, int y) => Neighbours(coverage, x, y) > 0;

    private static bool IsInside(InstanceCoverage coverage, int x, int y) => Neighbours(coverage, x, y) == 9;

    private static int Neighbours(InstanceCoverage coverage, int x, int y)
    {
        var count = 0;
        for (var i = 0; i < 9; i++)
            count += coverage.Covers(x - 1 + i % 3, y - 1 + i / 3) ? 1 : 0;
        return count;
    }
}
