using System.Text.Json;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Learning.Checkpoints;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>What users meet: whole commands, their words and their exit codes.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Photos = "/usr/share/datasets/fashion-mnist";
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void The_quick_demo_goes_the_whole_way()
    {
        NeedPhotos();
        var run = Path.Combine(_folder, "demo");
        var (code, output, errors) = Command.Of("demo", "--quick", "--out", run).Run(TimeSpan.FromMinutes(8));
        Assert.True(code == 0, errors);
        Assert.Contains("dann-fixmatch-10", output, StringComparison.Ordinal);

        var events = Read(run);
        Assert.IsType<RunStarted>(events[0].Payload);
        Assert.IsType<RunCompleted>(events[^1].Payload);
        Assert.Equal(["target", "test", "source"], events.Select(e => e.Payload).OfType<DatasetCompleted>().Select(d => d.Role));
        // Chance is 0.1. A learner whose labels are shuffled, whose gradient has the wrong sign or whose statistics are another
        // domain's stays below these.
        var scores = events.Select(e => e.Payload).OfType<Evaluation>().Where(e => e.On == "test photos").ToDictionary(e => e.Arm, e => e.Score.Accuracy);
        Assert.Equal(["source-only", "simclr", "dann", "dann-fixmatch", "dann-fixmatch-10", "10-labels-alone", "oracle"], scores.Keys);
        Assert.All(scores, arm => Assert.True(arm.Value > 0.5, $"{arm.Key} has {arm.Value}"));
        Assert.True(scores["oracle"] > 0.75, $"{scores["oracle"]}");
        Assert.True(scores["dann-fixmatch-10"] > 0.65, $"{scores["dann-fixmatch-10"]}");
        Assert.True(scores["dann-fixmatch-10"] > scores["source-only"] + 0.03, $"{scores["dann-fixmatch-10"]} against {scores["source-only"]}");
        var confusion = events.Select(e => e.Payload).OfType<DomainConfusion>().ToDictionary(e => e.Arm);
        Assert.Equal(scores.Keys, confusion.Keys);
        // Within a domain there is nothing to tell apart; between renders and photos, after a tenth of the training, much.
        Assert.All(confusion.Values, c => Assert.InRange(Math.Max(c.SourceNull, c.TargetNull), 0, 0.4));
        Assert.True(confusion["source-only"].ProxyADistance > 0.8);

        // What the run left.
        using (var network = ModelFolder.Load(Path.Combine(run, "checkpoints", "dann", "stage-0")))
            Assert.Equal(10, network.Shape.Classes.Count);
        var page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("dann-fixmatch-10", page, StringComparison.Ordinal);
        var (inspected, json, _) = Command.Of("inspect", run, "--json").Run();
        Assert.Equal(0, inspected);
        Assert.Equal(7, JsonDocument.Parse(json).RootElement.GetProperty("arms").GetArrayLength());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_with_130_and_leaves_its_events_and_checkpoints_whole()
    {
        NeedPhotos();
        var run = Path.Combine(_folder, "demo");
        using var process = Command.Of("demo", "--quick", "--out", run, "--set", "arms.dann.stages.0.train.steps=1000000").Start();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = Path.Combine(run, "events.msgpack");
        Command.Interrupt(process, () => File.Exists(log) && Read(run).Any(e => e.Payload is Step { Arm: "dann" }));
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted", await errors, StringComparison.Ordinal);
        var events = Read(run);
        Assert.Equal("Interrupted", Assert.IsType<RunFailed>(events[^1].Payload).What);
        using var network = ModelFolder.Load(Path.Combine(run, "checkpoints", "source-only", "stage-0"));
        var (code, output, _) = Command.Of("inspect", run).Run();
        Assert.Equal(0, code);
        Assert.Contains("source-only", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_a_run_in_words_and_its_events_stay_readable()
    {
        NeedPhotos();
        var (job, run) = (Path.Combine(_folder, "job.yaml"), Path.Combine(_folder, "run"));
        File.WriteAllText(job, Small);
        // Weights of the first stage go to a disk that is always full.
        var stage = Path.Combine(run, "checkpoints", "small", "stage-0");
        Directory.CreateDirectory(stage);
        File.CreateSymbolicLink(Path.Combine(stage, "model.safetensors.part"), "/dev/full");
        var (code, _, errors) = Command.Of("run", job, "--out", run).Run();
        Assert.True(code == 1, errors);
        Assert.Contains("No space left", errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Contains("can't be written", Assert.IsType<RunFailed>(Read(run)[^1].Payload).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subscriber_sees_a_run_from_its_first_event()
    {
        NeedPhotos();
        var job = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(job, Small);
        using var process = Command.Of("run", job, "--out", Path.Combine(_folder, "run"), "--port", "0").Start();
        var line = process.StandardError.ReadLine() ?? "";
        var (code, output, errors) = Command.Of("inspect", line[line.IndexOf("tcp://", StringComparison.Ordinal)..].Trim()).Run();
        Assert.True(code == 0, errors);
        Assert.Contains("small", output, StringComparison.Ordinal);
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void Augment_draws_a_sheet_of_a_folder_of_photos_and_lists_what_there_is()
    {
        var photos = Directory.CreateDirectory(Path.Combine(_folder, "photos")).FullName;
        for (var i = 0; i < 5; i++)
            File.WriteAllBytes(Path.Combine(photos, $"{i}.png"), ImageCodec.EncodePng(new(20, 30, 3, [.. Enumerable.Range(0, 1800).Select(p => (byte)(p * (i + 3)))])));
        var sheet = Path.Combine(_folder, "sheet.png");
        string[] command = ["augment", photos, "--preview", sheet, "--recipe", "simclr-small", "--symmetries", "flip-horizontal", "--count", "3", "--views", "4", "--size", "16"];
        var (code, _, errors) = Command.Of(command).Run();
        Assert.True(code == 0, errors);
        var image = ImageCodec.ReadRgba(File.ReadAllBytes(sheet), sheet);
        // Five columns and three rows of 16 pixels six times over, with margins.
        Assert.Equal((20 + 3 * (96 + 6), 5 * (96 + 6)), (image.Height, image.Width));
        var first = File.ReadAllBytes(sheet);
        Command.Of(command).Run();
        Assert.Equal(first, File.ReadAllBytes(sheet));
        Command.Of([.. command, "--seed", "2"]).Run();
        Assert.NotEqual(first, File.ReadAllBytes(sheet));

        var (listed, table, _) = Command.Of("augment", "--list").Run();
        var (_, json, _) = Command.Of("augment", "--json").Run();
        Assert.Equal(0, listed);
        Assert.Contains("rand-augment.operations", table, StringComparison.Ordinal);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Contains(root.GetProperty("recipes").EnumerateArray(), recipe => recipe.GetProperty("name").GetString() == "ct-augment");
        Assert.Contains(root.GetProperty("operations").EnumerateArray(), operation => operation.GetProperty("labels").GetString()!.Contains("flip-horizontal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, "did you mean", "run", "BAD")]
    [InlineData(2, "can't be read", "run", "/nowhere/job.yaml")]
    [InlineData(2, "--help", "run")]
    [InlineData(2, "--help", "frobnicate")]
    [InlineData(2, "--help", "render", "garments", "--count", "many", "--out", "x")]
    [InlineData(2, "above 0", "render", "garments", "--count", "0", "--out", "x")]
    [InlineData(1, "/nowhere", "inspect", "/nowhere")]
    [InlineData(1, "127.0.0.1:1", "inspect", "tcp://127.0.0.1:1")]
    [InlineData(1, "/nowhere", "report", "/nowhere")]
    [InlineData(2, "--set", "run", "GOOD", "--set", "seed")]
    [InlineData(2, "no such dataset", "run", "GOOD", "--set", "target.idx=/nowhere")]
    [InlineData(1, "can't be made", "run", "GOOD", "--out", "/proc/no")]
    [InlineData(2, "IMAGES is missing", "augment")]
    [InlineData(2, "did you mean 'glyphs'", "augment", "glyps", "--preview", "x.png")]
    [InlineData(2, "give --recipe shift,rand-augment,cutout", "augment", "glyphs", "--preview", "x.png", "--recipe", "rand-augment")]
    [InlineData(2, "did you mean 'size'", "augment", "garments", "--preview", "x.png", "--recipe", "cutout", "--set", "cutout.sise=1")]
    [InlineData(2, "It has: flip, shift", "augment", "garments", "--preview", "x.png", "--recipe", "fixmatch-weak", "--set", "blur.chance=1")]
    [InlineData(2, "did you mean 'rotate-90'", "augment", "garments", "--preview", "x.png", "--symmetries", "rotate-9")]
    public void Bad_input_is_answered_in_a_paragraph_with_the_right_exit_code(int expected, string says, params string[] arguments)
    {
        var (good, bad) = (Path.Combine(_folder, "good.yaml"), Path.Combine(_folder, "bad.yaml"));
        File.WriteAllText(good, Small);
        File.WriteAllText(bad, Small.Replace("steps", "stepz", StringComparison.Ordinal));
        var run = new Command(Command.Program, [.. arguments.Select(a => a switch { "GOOD" => good, "BAD" => bad, _ => a })]) { Folder = _folder };
        var (code, output, errors) = run.Run();
        Assert.True(code == expected, $"exit code {code}: {errors}");
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    [Fact]
    public void Without_a_GL_driver_the_remedy_is_named()
    {
        var command = Command.Of("render", "garments", "--count", "1", "--out", Path.Combine(_folder, "out"));
        // glvnd looks here for drivers and finds none.
        command.Environment["__EGL_VENDOR_LIBRARY_DIRS"] = _folder;
        command.Environment["__EGL_VENDOR_LIBRARY_FILENAMES"] = Path.Combine(_folder, "none.json");
        var (code, _, errors) = command.Run();
        Assert.Equal(1, code);
        Assert.Contains("libegl1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        var doctor = Command.Of("doctor");
        foreach (var (name, value) in command.Environment)
            doctor.Environment[name] = value;
        var (sick, output, _) = doctor.Run();
        Assert.Equal(1, sick);
        Assert.Contains("LACKS  OpenGL", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GL_that_is_too_old_is_named_with_its_version()
    {
        var command = Command.Of("render", "garments", "--count", "1", "--out", Path.Combine(_folder, "out"));
        command.Environment["MESA_GL_VERSION_OVERRIDE"] = "3.3";
        var (code, _, errors) = command.Run();
        Assert.Equal(1, code);
        Assert.Contains("No OpenGL 4.5 context", errors, StringComparison.Ordinal);
        Assert.Contains("only OpenGL 3.3", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "out", "Coat")));
    }

    [Fact]
    public void Without_libtorch_the_remedy_is_named()
    {
        NeedPhotos();
        // The program as built, but for an empty libtorch.so, as an interrupted restore leaves it.
        var program = Path.Combine(_folder, "program");
        Directory.CreateDirectory(program);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.CreateSymbolicLink(Path.Combine(program, Path.GetFileName(file)), file);
        File.Delete(Path.Combine(program, "libtorch.so"));
        File.WriteAllBytes(Path.Combine(program, "libtorch.so"), []);
        // The host follows a link to its target's folder.
        File.Delete(Path.Combine(program, "fewlabels.dll"));
        File.Copy(Command.Program, Path.Combine(program, "fewlabels.dll"));
        var job = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(job, Small);
        var (code, _, errors) = new Command(Path.Combine(program, "fewlabels.dll"), "run", job, "--out", Path.Combine(_folder, "run")).Run();
        Assert.True(code == 1, errors);
        Assert.Contains("libtorch could not be loaded", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        var (sick, output, _) = new Command(Path.Combine(program, "fewlabels.dll"), "doctor").Run();
        Assert.Equal(1, sick);
        Assert.Contains("LACKS  libtorch", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_says_how_libtorch_loads()
    {
        var (_, output, _) = Command.Of("doctor").Run();
        Assert.Contains("libtorch: 2.", output, StringComparison.Ordinal);
        Assert.Matches("loads (as shipped|through a copy)", output);
    }

    [Fact]
    public void A_rendered_folder_holds_its_images_labels_and_draws_and_can_be_a_source()
    {
        var folder = Path.Combine(_folder, "garments");
        Assert.Equal(0, Command.Of("render", "garments", "--count", "60", "--out", folder).Run().ExitCode);
        // Hugging Face's image folders take a line an image, whose file_name is there, relative to the table.
        var rows = File.ReadAllLines(Path.Combine(folder, "metadata.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(60, rows.Length);
        Assert.All(rows, row => Assert.True(File.Exists(Path.Combine(folder, row.GetProperty("file_name").GetString()!))));
        Assert.All(rows, row => Assert.Equal(JsonValueKind.Number, row.GetProperty("draws").GetProperty("photo.gamma").ValueKind));
        var (code, _, events) = RunOn(folder, folder);
        Assert.Equal((0, 60), (code, events.OfType<DatasetCompleted>().Single(d => d.Role == "test").Count));
        // One image in five is held out, as near as classes of six allow.
        Assert.InRange(events.OfType<DatasetCompleted>().Single(d => d.Role == "source").Count, 46, 50);
        Assert.Single(events.OfType<DomainConfusion>());
        var again = Command.Of("render", "garments", "--count", "1", "--out", folder).Run();
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("not empty", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_images_to_measure_on_are_refused_or_said()
    {
        var (enough, few) = (Path.Combine(_folder, "enough"), Path.Combine(_folder, "few"));
        Assert.Equal(0, Command.Of("render", "garments", "--count", "60", "--out", enough).Run().ExitCode);
        Assert.Equal(0, Command.Of("render", "garments", "--count", "20", "--out", few).Run().ExitCode);
        var (refused, words, _) = RunOn(few, enough);
        Assert.Equal(1, refused);
        Assert.Contains("at least 40", words, StringComparison.Ordinal);
        // Five of the pictures as a folder of their own, which lists none that are gone.
        var five = Path.Combine(_folder, "five");
        foreach (var (i, file) in Directory.EnumerateFiles(few, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Index())
        {
            var folder = Path.Combine(five, Path.GetFileName(Path.GetDirectoryName(file)!));
            Directory.CreateDirectory(folder);
            if (i < 5)
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        var (code, errors, events) = RunOn(enough, five);
        Assert.True(code == 0, errors);
        Assert.Contains(events.OfType<Warning>(), w => w.Text.Contains("5 test photos are too few", StringComparison.Ordinal));
        Assert.Empty(events.OfType<DomainConfusion>());
    }

    [Fact]
    public void A_run_never_writes_over_another()
    {
        NeedPhotos();
        var job = Path.Combine(_folder, "job.yaml");
        File.WriteAllText(job, Small);
        var run = Path.Combine(_folder, "run");
        for (var i = 0; i < 2; i++)
            Assert.Equal(0, Command.Of("run", job, "--out", run).Run().ExitCode);
        Assert.True(File.Exists(Path.Combine(run, "events.msgpack")));
        Assert.True(File.Exists(Path.Combine(run + "-2", "events.msgpack")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Small => $$"""
        name: small
        source: { render: garments, count: 200, held-out: 100 }
        target: { idx: {{Photos}} }
        test: { idx: {{Photos}} }
        stages:
          - train: { objectives: [supervised], steps: 5 }
        """;

    private (int ExitCode, string Errors, object?[] Events) RunOn(string source, string photos)
    {
        var (job, run) = (Path.Combine(_folder, "folders.yaml"), Path.Combine(_folder, $"run-{Path.GetFileName(source)}-{Path.GetFileName(photos)}"));
        File.WriteAllText(job, $$"""
            name: folders
            source: { folder: {{source}} }
            target: { folder: {{photos}} }
            test: { folder: {{photos}} }
            stages:
              - train: { objectives: [supervised, domain-adversarial], steps: 3, batch: 8 }
            """);
        var (code, _, errors) = Command.Of("run", job, "--out", run).Run();
        return (code, errors, [.. Read(run).Select(e => e.Payload)]);
    }

    private static void NeedPhotos()
    {
        if (!Directory.Exists(Photos))
            Assert.Skip("Fashion-MNIST is not installed: sudo apt-get install dataset-fashion-mnist");
    }

    private static List<Event> Read(string run)
    {
        using var stream = new FileStream(Path.Combine(run, "events.msgpack"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. new EventReader(stream).ReadAll()];
    }
}
