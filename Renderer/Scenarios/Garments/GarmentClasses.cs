namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>The ten classes of Fashion-MNIST in its order (Xiao, Rasul and Vollgraf 2017, table 1).</summary>
public static class GarmentClasses
{
    public const int TShirt = 0;
    public const int Trouser = 1;
    public const int Pullover = 2;
    public const int Dress = 3;
    public const int Coat = 4;
    public const int Sandal = 5;
    public const int Shirt = 6;
    public const int Sneaker = 7;
    public const int Bag = 8;
    public const int AnkleBoot = 9;

    public static IReadOnlyList<string> Names { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
}
