using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Policies;
using Xunit;
using static FewLabels.Sim.Learning.Augmentation.Policies.PolicyOperation;
using static FewLabels.Sim.Tests.Learning.Augmentation.Pictures;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

public sealed class PolicyTests
{
    /// <summary>Level to argument, of 32 pixels: FixMatch's official code (levels 1 to 9), and 0 and 10 for the ends.</summary>
    public static TheoryData<PolicyOperation, double[]> RandAugmentTable => new()
    {
        { Rotate, [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30] },
        { Posterize, [4, 4, 4, 3, 3, 2, 2, 2, 1, 1, 0] },
        { Solarize, [256, 231, 205, 180, 154, 128, 103, 77, 52, 26, 0] },
        { Color, [0.1, 0.28, 0.46, 0.64, 0.82, 1, 1.18, 1.36, 1.54, 1.72, 1.9] },
        { Contrast, [0.1, 0.28, 0.46, 0.64, 0.82, 1, 1.18, 1.36, 1.54, 1.72, 1.9] },
        { Brightness, [0.1, 0.28, 0.46, 0.64, 0.82, 1, 1.18, 1.36, 1.54, 1.72, 1.9] },
        { Sharpness, [0.1, 0.28, 0.46, 0.64, 0.82, 1, 1.18, 1.36, 1.54, 1.72, 1.9] },
        { ShearX, [0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21, 0.24, 0.27, 0.3] },
        { ShearY, [0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21, 0.24, 0.27, 0.3] },
        { TranslateX, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
        { TranslateY, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    };

    /// <summary>Level to argument, of 32 pixels: torchvision 0.14.</summary>
    public static TheoryData<PolicyOperation, double[]> AutoAugmentTable => new()
    {
        { Rotate, [0, 3.3333, 6.6667, 10, 13.3333, 16.6667, 20, 23.3333, 26.6667, 30] },
        { Posterize, [8, 8, 7, 7, 6, 6, 5, 5, 4, 4] },
        { Solarize, [255, 227, 199, 170, 142, 114, 85, 57, 29, 0] },
        { Color, [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9] },
        { ShearX, [0, 0.0333, 0.0667, 0.1, 0.1333, 0.1667, 0.2, 0.2333, 0.2667, 0.3] },
        { TranslateY, [0, 1, 3, 4, 6, 8, 9, 11, 12, 14] },
    };

    [Theory]
    [MemberData(nameof(RandAugmentTable))]
    public void RandAugment_means_by_a_level_what_FixMatchs_code_means(PolicyOperation operation, double[] arguments) =>
        Assert.Equal(arguments, Enumerable.Range(0, 11).Select(level => RandAugment.Argument(operation, level, 32)), (a, b) => Math.Abs(a - b) < 1e-9);

    [Theory]
    [MemberData(nameof(AutoAugmentTable))]
    public void AutoAugment_means_by_a_level_what_torchvision_means(PolicyOperation operation, double[] arguments) =>
        Assert.Equal(arguments, Enumerable.Range(0, 10).Select(level => AutoAugment.Argument(operation, level, 32, negative: false)), (a, b) => Math.Abs(a - b) < 1e-4);

    [Fact]
    public void Signs_mirror_arguments_about_what_changes_nothing()
    {
        for (var level = 0; level < 10; level++)
        {
            foreach (var operation in new[] { Rotate, ShearX, ShearY, TranslateX, TranslateY })
                Assert.Equal(-AutoAugment.Argument(operation, level, 32, false), AutoAugment.Argument(operation, level, 32, true));
            foreach (var operation in new[] { Color, Contrast, Brightness, Sharpness })
                Assert.Equal(2, AutoAugment.Argument(operation, level, 32, false) + AutoAugment.Argument(operation, level, 32, true), 1e-12);
        }
        // A signed operation on a mirrored image with the other sign is the mirrored result.
        var image = Noise(1, 32);
        foreach (var (operation, argument) in new[] { (TranslateX, 5.0), (Rotate, 20.0) })
            Assert.Equal(Mirror(After(image, 1, picture => PolicyStep.Apply(picture, operation, argument))), After(Mirror(image), 1, picture => PolicyStep.Apply(picture, operation, -argument)));

        static float[] Mirror(float[] image) => [.. image.Chunk(32).SelectMany(row => row.Reverse())];
    }

    [Fact]
    public void Levels_that_mean_nothing_change_nothing()
    {
        var image = Noise(3, 32);
        foreach (var (operation, argument) in new[] { (Identity, 0.0), (Rotate, 0), (Posterize, 8), (Solarize, 256), (Color, 1), (Contrast, 1), (Brightness, 1), (Sharpness, 1), (ShearX, 0), (ShearY, 0), (TranslateX, 0), (TranslateY, 0) })
            Assert.True(Distance(image, After(image, 3, picture => PolicyStep.Apply(picture, operation, argument))) < 1e-6, $"{operation}");
        foreach (var operation in Enum.GetValues<PolicyOperation>().Where(operation => operation != Identity))
            Assert.False(image.SequenceEqual(After(image, 3, picture => PolicyStep.Apply(picture, operation, operation switch { Solarize => 100, Posterize => 2, Rotate => 17, _ => 1.7 }))), $"{operation}");
    }

    [Fact]
    public void RandAugment_draws_its_fourteen_operations_equally_often_and_does_half_of_them()
    {
        Assert.Equal(14, RandAugment.Pool.Count);
        Assert.DoesNotContain(Invert, RandAugment.Pool);
        // What one operation at its one level with chance 1 makes of an image tells which it was; signed ones by either sign.
        var image = Noise(3, 32);
        var known = RandAugment.Pool.SelectMany(operation => new[] { 1, -1 }.Select(sign => (operation, Made: Sum(After(image, 3, picture =>
            PolicyStep.Apply(picture, operation, (PolicyStep.IsSigned(operation) ? sign : 1) * RandAugment.Argument(operation, 1, 32)))), sign))).ToArray();
        Assert.Equal(14 + 5, known.DistinctBy(one => one.Made).Count());
        var counts = new Dictionary<(PolicyOperation, int), int>();
        for (var i = 0; i < 5600; i++)
        {
            var made = Sum(After(image, 3, new RandAugment("rand-augment", 1, 1, 1), StreamKey.Of(i)));
            var (operation, _, sign) = known.First(one => one.Made == made);
            counts[(operation, sign)] = counts.GetValueOrDefault((operation, sign)) + 1;
        }
        var each = counts.GroupBy(one => one.Key.Item1).Select(group => group.Sum(one => one.Value)).ToArray();
        // 13 degrees of freedom: the 99.9 % quantile is 34.5.
        Assert.Equal(14, each.Length);
        Assert.True(each.Sum(count => (count - 400) * (count - 400) / 400.0) < 34.5);
        foreach (var operation in RandAugment.Pool.Where(PolicyStep.IsSigned))
            Assert.InRange(counts[(operation, 1)] / (double)(counts[(operation, 1)] + counts[(operation, -1)]), 0.42, 0.58);
        // Half of the operations are not done, and one in fourteen is the identity: (1 − ½ · 13/14)² of images stay with two.
        var left = Enumerable.Range(0, 2000).Count(i => After(image, 3, new RandAugment("rand-augment", 2, 9, 0.5), StreamKey.Of(i)).SequenceEqual(image));
        Assert.Equal(Math.Pow(1 - 13 / 28.0, 2), left / 2000.0, 0.06);

        static double Sum(float[] image) => Math.Round(image.Select((value, i) => value * (1 + i % 37)).Sum(value => (double)value), 3);
    }

    [Fact]
    public void AutoAugment_has_the_papers_sub_policies_equally_often()
    {
        Assert.Equal(25, AutoAugment.Policies.Count);
        Assert.All(AutoAugment.Policies, policy => Assert.True(policy.First.Chance is >= 0 and <= 1 && policy.Second.Level is >= 0 and <= 9));
        // Sub-policies 0, 15 and 24 of torchvision's list, and the mean chance of all fifty terms.
        Assert.Equal((new(Invert, 0.1, 0), new(Contrast, 0.2, 6)), AutoAugment.Policies[0]);
        Assert.Equal((new(Equalize, 0.2, 0), new(AutoContrast, 0.6, 0)), AutoAugment.Policies[15]);
        Assert.Equal((new(TranslateY, 0.7, 9), new(AutoContrast, 0.9, 0)), AutoAugment.Policies[24]);
        var image = Noise(3, 32);
        var stay = Enumerable.Range(0, 4000).Count(i => After(image, 3, new AutoAugment("auto-augment"), StreamKey.Of(i)).SequenceEqual(image)) / 4000.0;
        // Nothing is done where both chances fail, or what is done is done at a level of no effect (Color 0, Posterize 7 and 9 have effect here).
        var expected = AutoAugment.Policies.Average(policy => (1 - policy.First.Chance) * (1 - policy.Second.Chance));
        Assert.InRange(stay, expected - 0.03, expected + 0.06);
    }
}
