namespace FewLabels.Sim.Renderer.Labelers.Pixels;

/// <summary>The pixels of one instance: their number and the box about them, both ends counting.</summary>
internal struct PixelBounds
{
    public int Left, Top, Right, Bottom, Pixels;

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
