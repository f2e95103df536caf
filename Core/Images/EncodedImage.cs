namespace FewLabels.Sim.Core.Images;

/// <summary>An image file's bytes, and the ending that its name has (<c>.jpg</c>), lower case.</summary>
public sealed record EncodedImage(byte[] Bytes, string Extension);
