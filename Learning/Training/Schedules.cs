namespace FewLabels.Sim.Learning.Training;

/// <summary>Pure functions of progress p in [0, 1], the share of a stage that is done.</summary>
public static class Schedules
{
    /// <summary>The factor of the learning rate: from 0 to 1 over the first <paramref name="warmUp"/> of the stage, then the schedule over the rest.</summary>
    public static double Rate(LearningRateSchedule schedule, double warmUp, double p)
    {
        if (p < warmUp)
            return p / warmUp;
        p = warmUp >= 1 ? 0 : (p - warmUp) / (1 - warmUp);
        return schedule switch
        {
            LearningRateSchedule.Inverse => InverseDecay(p),
            LearningRateSchedule.Cosine => Cosine(p),
            LearningRateSchedule.CosineToZero => CosineToZero(p),
            LearningRateSchedule.Linear => Linear(p),
            _ => 1,
        };
    }

    /// <summary>λ = 2 / (1 + exp(−10 p)) − 1: the adaptation factor from 0 to 1 (Ganin et al. 2016, 5.2.2).</summary>
    public static double DomainAdaptation(double p) => 2 / (1 + Math.Exp(-10 * p)) - 1;

    /// <summary>1 / (1 + 10 p)^0.75: the learning rate's factor of the same section, where the rate starts at 0.01.</summary>
    public static double InverseDecay(double p) => 1 / Math.Pow(1 + 10 * p, 0.75);

    /// <summary>cos(7πp / 16): the learning rate's factor of FixMatch, which ends at 0.195 (Sohn et al. 2020, 2.3).</summary>
    public static double Cosine(double p) => Math.Cos(7 * Math.PI * p / 16);

    /// <summary>½ (1 + cos πp): half a wave, to zero (Loshchilov and Hutter 2017, eq. 5, without restarts).</summary>
    public static double CosineToZero(double p) => (1 + Math.Cos(Math.PI * p)) / 2;

    /// <summary>1 − p.</summary>
    public static double Linear(double p) => 1 - p;

    /// <summary>From 0 to 1 over the first <paramref name="share"/> of the stage, then 1.</summary>
    public static double RampUp(double p, double share) => share <= 0 ? 1 : Math.Min(1, p / share);

    /// <summary>exp(−5 (1 − t)²), t from 0 to 1 over the first <paramref name="share"/> of the stage, then 1 (Laine and Aila 2017, 2.3). It starts at 0.0067.</summary>
    public static double GaussianRampUp(double p, double share)
    {
        var left = 1 - RampUp(p, share);
        return Math.Exp(-5 * left * left);
    }
}
