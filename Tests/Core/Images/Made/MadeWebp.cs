namespace FewLabels.Sim.Tests.Core.Images.Made;

/// <summary>Lossless WebP files of 2×2 pixels, (200, 0, 0), (0, 150, 0) above (0, 0, 100), (250, 240, 230), as libwebp wrote them.</summary>
internal static class MadeWebp
{
    public static readonly byte[] Plain = Convert.FromBase64String("UklGRjYAAABXRUJQVlA4TCoAAAAvAUAAAB8gECAkqNcpR0hAmOX/AIMkgQDxoU+WPh3zH38DKoILNET0PwI=");

    /// <summary>With EXIF's orientation 6.</summary>
    public static readonly byte[] Turned = Convert.FromBase64String(
        "UklGRmoAAABXRUJQVlA4WAoAAAAIAAAAAQAAAQAAVlA4TCoAAAAvAUAAAB8gECAkqNcpR0hAmOX/AIMkgQDxoU+WPh3zH38DKoILNET0PwJFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAAAA==");

    /// <summary>The first of three frames.</summary>
    public static readonly byte[] Animated = Convert.FromBase64String(
        "UklGRswAAABXRUJQVlA4WAoAAAACAAAAAQAAAQAAQU5JTQYAAAAAAAAAAABBTk1GQAAAAAAAAAAAAAEAAAEAAAAAAAJWUDhMKAAAAC8BQAAAHyAQIPQK0ilHIJDEtD/AWAIBQqwsfTrmP+DEccMNGCL6HwJBTk1G"
        + "KgAAAAAAAAAAAAEAAAEAAAAAAABWUDhMEQAAAC8BQAAAB9CEJjSh/4GI6H8AAEFOTUYmAAAAAAAAAAAAAQAAAQAAAAAAAFZQOEwOAAAALwFAAAAHkJn9D0RE/wM=");

    /// <summary>With alpha 255, 128 above 0, 64.</summary>
    public static readonly byte[] Clear = Convert.FromBase64String("UklGRj4AAABXRUJQVlA4TDEAAAAvAUAAEB8gECAkqNcpR0hAmOX/AIMkgQDxoU+WPh0CEiLPTPPMtfg1RonCBRoi+h8BAA==");
}
