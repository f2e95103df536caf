using System.Text.Json;
using FewLabels.Sim.Benchmarks;

// Every figure is a ratio of two things measured in turn in one run, or a drift over one run: it holds on a faster or a busier machine.
// fewlabels benchmark [render] [workers] [disk] [spheres] [render-memory] [step] [waiting] [loader] [pytorch-dann] [pytorch-fixmatch] [pytorch-simclr] [pytorch-randaugment] [memory] [photos] [--json FILE]
if (args is [PlainLoop.Name])
{
    PlainLoop.Run();
    return 0;
}
if (args is [WaitingBenchmark.Name])
{
    WaitingBenchmark.Step();
    return 0;
}
if (args is [WaitingBenchmark.Busy])
{
    WaitingBenchmark.KeepBusy();
    return 0;
}
var wanted = args.TakeWhile(a => a != "--json").ToArray();
var file = args.SkipWhile(a => a != "--json").Skip(1).FirstOrDefault();
var all = new Dictionary<string, Func<IEnumerable<Figure>>>
{
    ["render"] = RenderBenchmark.Run,
    ["workers"] = WorkerBenchmark.Run,
    ["disk"] = DiskBenchmark.Run,
    ["spheres"] = SphereBenchmark.Run,
    ["render-memory"] = RenderMemoryBenchmark.Run,
    ["step"] = StepBenchmark.Run,
    ["waiting"] = WaitingBenchmark.Run,
    ["loader"] = LoaderBenchmark.Run,
    ["memory"] = MemoryBenchmark.Run,
    ["photos"] = PhotoBenchmark.Run,
};
foreach (var (name, run) in PyTorchBenchmark.All)
    all.Add(name, run);
if (wanted.FirstOrDefault(name => !all.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", all.Keys)}.");
    return 2;
}
var figures = new List<Figure>();
foreach (var (name, run) in all.Where(pair => wanted.Length == 0 || wanted.Contains(pair.Key)))
    foreach (var figure in run())
    {
        figures.Add(figure);
        Console.WriteLine($"{(figure.Ok ? "ok  " : "LOW ")} {figure.What}: {figure.Value:0.####} ({figure.Bound}); {figure.Detail}");
    }
if (file is not null)
    File.WriteAllText(file, JsonSerializer.Serialize(figures));
return figures.All(f => f.Ok) ? 0 : 1;
