namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>The normal distribution of mean 0 and deviation 1.</summary>
internal static class StandardNormal
{
    /// <summary>Beyond this many deviations the series loses digits and the fraction converges fast.</summary>
    private const double Tail = 3;

    /// <summary>The share below <paramref name="x"/>, with a small relative error even far below the mean.</summary>
    public static double Below(double x) => x > 0 ? 1 - Below(-x) : x < -Tail ? BelowTail(x) : BelowMiddle(x);

    /// <summary>
    /// The value that this share lies below; the inverse of <see cref="Below"/> to about 16 digits
    /// (Wichura 1988, "Algorithm AS 241", PPND16).
    /// </summary>
    /// <param name="share">Above 0 and below 1.</param>
    public static double Quantile(double share)
    {
        var q = share - 0.5;
        if (Math.Abs(q) <= 0.425)
            return q * Ratio(0.180625 - q * q, MiddleTop, MiddleBottom);
        var r = Math.Sqrt(-Math.Log(Math.Min(share, 1 - share)));
        var size = r <= 5 ? Ratio(r - 1.6, OuterTop, OuterBottom) : Ratio(r - 5, FarTop, FarBottom);
        return q < 0 ? -size : size;
    }

    // Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004, "Evaluating the normal distribution").
    private static double BelowMiddle(double x)
    {
        double sum = x, term = x;
        for (var i = 3; Math.Abs(term) > 1e-18 && i < 200; i += 2)
            sum += term *= x * x / i;
        return 0.5 + Density(x) * sum;
    }

    // Laplace's continued fraction φ(x) / (x + 1/(x + 2/(x + 3/…))), from the inside out; 100 levels are exact from 3 on.
    private static double BelowTail(double x)
    {
        var fraction = -x;
        for (var level = 100; level >= 1; level--)
            fraction = -x + level / fraction;
        return Density(x) / fraction;
    }

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(Math.Tau);

    private static double Ratio(double x, ReadOnlySpan<double> top, ReadOnlySpan<double> bottom) => Polynomial(x, top) / Polynomial(x, bottom);

    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }

    private static ReadOnlySpan<double> MiddleTop =>
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> MiddleBottom =>
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> OuterTop =>
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> OuterBottom =>
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];
}
