namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>Turns an id map into a map of classes.</summary>
public static class ClassMapLabeler
{
    /// <summary>What a background pixel holds.</summary>
    public const byte Background = 255;

    /// <summary>The class of each pixel, <c>[H, W]</c>.</summary>
    /// <param name="instances"><c>[H, W]</c> ids, 0 background.</param>
    /// <param name="classes">The class of instance <c>i</c> at <c>i − 1</c>.</param>
    public static byte[] Label(ReadOnlySpan<ushort> instances, ReadOnlySpan<byte> classes)
    {
        var map = new byte[instances.Length];
        for (var i = 0; i < map.Length; i++)
            map[i] = instances[i] == 0 ? Background : classes[instances[i] - 1];
        return map;
    }
}
