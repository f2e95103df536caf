namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>How values between pixels are made, in the order in which CTAugment numbers them.</summary>
internal enum Filter
{
    Lanczos,
    Bicubic,
    Bilinear,
    Box,
    Hamming,
    Nearest,
}
