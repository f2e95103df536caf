using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private string File => Path.Combine(_folder, "new", "step.safetensors");

    [Fact]
    public void Tensors_of_every_type_and_words_come_back()
    {
        using var scope = NewDisposeScope();
        var sent = Some();
        CheckpointFile.Write(File, new Dictionary<string, string> { ["step"] = "7", ["word"] = "\"ä\"" }, sent);
        var (words, tensors) = CheckpointFile.Read(File);
        Assert.Equal(("7", "\"ä\""), (words["step"], words["word"]));
        Assert.Equal(sent.Select(one => one.Name), tensors.Keys);
        foreach (var (name, value) in sent)
        {
            Assert.Equal((value.dtype, value.ToString()), (tensors[name].dtype, tensors[name].ToString()));
            Assert.Equal(value.shape, tensors[name].shape);
            Assert.Equal(value.contiguous().bytes.ToArray(), tensors[name].bytes.ToArray());
            tensors[name].Dispose();
        }
        Assert.Equal(["step.safetensors"], Directory.GetFiles(Path.GetDirectoryName(File)!).Select(Path.GetFileName));
    }

    [Fact]
    public void It_is_a_safetensors_file_that_others_read()
    {
        using var scope = NewDisposeScope();
        CheckpointFile.Write(File, new Dictionary<string, string>(), [("a", arange(6, float32).view(2, 3))]);
        using var read = SafeTensors.Read(File)["a"];
        Assert.Equal([0f, 1, 2, 3, 4, 5], read.data<float>().ToArray());
    }

    [Fact]
    public void A_torn_or_changed_file_is_refused_by_name()
    {
        using (NewDisposeScope())
            CheckpointFile.Write(File, new Dictionary<string, string> { ["step"] = "7" }, Some());
        var whole = System.IO.File.ReadAllBytes(File);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        foreach (var length in new[] { 0, 4, 8, 60, whole.Length / 2, whole.Length - 1 })
            Refused(whole[..length]);
        Refused([.. whole, 0]);
        for (var i = 0; i < whole.Length; i += i < 400 ? 1 : 5)
        {
            var changed = (byte[])whole.Clone();
            changed[i] ^= 1;
            Refused(changed);
        }
        Assert.InRange(Tensor.TotalCount, 0, before);

        void Refused(byte[] bytes)
        {
            System.IO.File.WriteAllBytes(File, bytes);
            var error = Assert.Throws<FewLabelsException>(() => CheckpointFile.Read(File));
            Assert.Equal(File, error.Where);
            Assert.Contains("damaged", error.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Weights_without_a_hash_are_no_checkpoint()
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(File, Some());
        Assert.Contains("no hash", Assert.Throws<FewLabelsException>(() => CheckpointFile.Read(File)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_may_look_like_the_files_own_hash()
    {
        using var scope = NewDisposeScope();
        var words = new Dictionary<string, string> { ["zeros"] = new('0', 64), ["quoted"] = "\"sha256\":\"0123" };
        CheckpointFile.Write(File, words, [("sha256", ones(3))]);
        var (read, tensors) = CheckpointFile.Read(File);
        Assert.All(words, word => Assert.Equal(word.Value, read[word.Key]));
        tensors["sha256"].Dispose();
    }

    [Fact]
    public void A_full_disk_leaves_what_was_there()
    {
        using var scope = NewDisposeScope();
        CheckpointFile.Write(File, new Dictionary<string, string> { ["step"] = "7" }, Some());
        var before = System.IO.File.ReadAllBytes(File);
        System.IO.File.CreateSymbolicLink(File + ".part", "/dev/full");
        Assert.Contains("can't be written", Assert.Throws<FewLabelsException>(() => CheckpointFile.Write(File, new Dictionary<string, string>(), Some())).What, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (string Name, Tensor Value)[] Some() =>
    [
        ("float", linspace(-1, 1, 6).view(2, 3).t()), ("double", tensor(Math.PI)), ("half", linspace(0, 1, 3).to(bfloat16)), ("long", tensor(1L << 40)),
        ("byte", tensor(new byte[] { 1, 255 })), ("bool", tensor(new[] { true, false })), ("none", zeros(0, 4)),
    ];
}
