namespace FewLabels.Sim.Tools.Doctor;

/// <summary>One thing that the product needs of a machine.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Ok">Is it there?</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do; null if nothing.</param>
internal sealed record Finding(string Subject, bool Ok, string Found, string? Remedy = null);
