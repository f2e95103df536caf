namespace FewLabels.Sim.Benchmarks;

/// <summary>One measured figure and the bound that it is held to.</summary>
public sealed record Figure(string What, double Value, string Bound, bool Ok, string Detail);
