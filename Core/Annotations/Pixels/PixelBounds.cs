namespace FewLabels.Sim.Core.Annotations.Pixels;

/// <summary>The pixels of one instance: their number and the box about them, both ends counting.</summary>
public struct PixelBounds
{
    /// <summary>The first column that holds one of them.</summary>
    public int Left { get; private set; }

    /// <summary>The first row.</summary>
    public int Top { get; private set; }

    /// <summary>The last column.</summary>
    public int Right { get; private set; }

    /// <summary>The last row.</summary>
    public int Bottom { get; private set; }

    /// <summary>How many they are; 0 leaves the box without meaning.</summary>
    public int Pixels { get; private set; }

    public readonly int Width => Right - Left + 1;

    public readonly int Height => Bottom - Top + 1;

    /// <summary>Adds a run; rows come from top to bottom.</summary>
    public void Add(in PixelRun run)
    {
        if (Pixels == 0)
            (Left, Top, Right) = (run.X, run.Y, run.Right);
        Left = Math.Min(Left, run.X);
        Right = Math.Max(Right, run.Right);
        Bottom = run.Y;
        Pixels += run.Length;
    }
}
