using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Checkpoints;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
    private readonly DisposeScope _scope = NewDisposeScope();

    private string File => Path.Combine(_folder, "x.safetensors");

    [Fact]
    public void They_are_laid_out_as_the_format_says()
    {
        SafeTensors.Write(File, [("a", tensor(new float[] { 1, 2 })), ("b", tensor(new long[,] { { 3 } })), ("c", tensor(7L))]);
        var bytes = System.IO.File.ReadAllBytes(File);
        var length = (int)BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1,1],"data_offsets":[8,16]},"c":{"dtype":"I64","shape":[],"data_offsets":[16,24]}}""", Encoding.UTF8.GetString(bytes, 8, length).TrimEnd());
        Assert.Equal((1f, 2f, 3L, 7L), (BitConverter.ToSingle(bytes, 8 + length), BitConverter.ToSingle(bytes, 12 + length), BitConverter.ToInt64(bytes, 16 + length), BitConverter.ToInt64(bytes, 24 + length)));
        Assert.False(System.IO.File.Exists(File + ".part"));
    }

    [Fact]
    public void Every_type_comes_back_as_itself()
    {
        var types = new[] { float64, float32, float16, bfloat16, int64, int32, int16, int8, uint8, ScalarType.Bool };
        var written = types.Select(type => (Name: type.ToString(), Value: tensor(new[] { 0.0, 1, 3, 100 }).view(2, 2).to(type))).Append(("empty", zeros(0, 3))).ToArray();
        SafeTensors.Write(File, written);
        var read = ReadTensors.Into(_scope, File);
        Assert.Equal(written.Length, read.Count);
        foreach (var (name, value) in written)
        {
            Assert.Equal((value.dtype, value.shape.Length), (read[name].dtype, read[name].shape.Length));
            Assert.True(value.eq(read[name]).all().item<bool>(), name);
        }
    }

    [Fact]
    public void A_tensor_of_any_memory_layout_is_written_by_rows()
    {
        var rows = arange(24, float32).view(1, 2, 3, 4);
        SafeTensors.Write(File, [("x", Layout.ChannelsLast(rows)), ("y", rows.flatten(1).slice(1, 3, 10, 2))]);
        var bytes = System.IO.File.ReadAllBytes(File);
        var data = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + (int)BitConverter.ToInt64(bytes))).ToArray();
        Assert.Equal([.. Enumerable.Range(0, 24).Select(i => (float)i), 3, 5, 7, 9], data);
    }

    [Theory]
    // What the header says of eight bytes of data, and what of it the message must name.
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}""", "needs 8 bytes and has 16")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "'a' ends at byte 16 of its data, which has 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "'b' overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'b' overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gap before 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes at its end belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", "too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3000000000],"data_offsets":[0,12000000000]}}""", "too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "'a' has no place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "'a' has no place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "'a' has no place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""", "'a' has no place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'a' is in it twice")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", "of type 'F8_E4M3'; read are F64, F32")]
    [InlineData("""{"a":{"dtype":7,"shape":[8],"data_offsets":[0,8]}}""", "'a' has no type")]
    [InlineData("""{"a":[0,8]}""", "'a' is not described")]
    [InlineData("""{"\u001b[31mred":[0,8]}""", "'�[31mred' is not described")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no Unicode")]
    [InlineData("""{"__metadata__":{"format":"\udc00"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no Unicode")]
    [InlineData("""{"__metadata__":{"format":7},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "metadata are no texts")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'a' is in its metadata twice")]
    [InlineData("""[1,2]""", "no JSON object")]
    [InlineData("""{"a":""", "can't be read")]
    [InlineData("""{}""", "8 bytes at its end")]
    public void A_header_that_says_what_can_not_be_is_refused_with_file_and_tensor(string header, string says)
    {
        Write(header, new byte[8]);
        // What earlier tests left to the collector must not be counted as ours.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        var error = Assert.Throws<FewLabelsException>(() => SafeTensors.Read(File));
        Assert.Equal(File, error.Where);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_file_cut_off_or_lengthened_anywhere_is_refused()
    {
        SafeTensors.Write(File, [("a", ones(5)), ("b", ones(3, 2))]);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Equal(File, Assert.Throws<FewLabelsException>(() => SafeTensors.Read(File)).Where);
        }
        System.IO.File.WriteAllBytes(File, [.. whole, 0]);
        Assert.Throws<FewLabelsException>(() => SafeTensors.Read(File));
        foreach (var length in new long[] { -1, 0, 1, 99_999_999, 100_000_001, long.MaxValue })
        {
            BitConverter.GetBytes(length).CopyTo(whole, 0);
            System.IO.File.WriteAllBytes(File, whole);
            Assert.Throws<FewLabelsException>(() => SafeTensors.Read(File));
        }
    }

    [Fact]
    public void Metadata_of_others_and_any_order_of_names_are_read()
    {
        Write("""{"__metadata__":{"format":"pt"},"z":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"data_offsets":[4,8],"shape":[],"dtype":"I32"}}     """, [0, 0, 128, 63, 9, 0, 0, 0]);
        var read = ReadTensors.Into(_scope, File);
        Assert.Equal((2, 1f, 9), (read.Count, read["z"].item<float>(), read["a"].item<int>()));
    }

    [Fact]
    public void A_file_of_pytorchs_own_format_is_answered_with_how_to_turn_it()
    {
        System.IO.File.WriteAllBytes(File, [.. "PK\u0003\u0004"u8, .. new byte[100]]);
        Assert.Contains("safetensors.torch.save_file", Assert.Throws<FewLabelsException>(() => SafeTensors.Read(File)).Remedy, StringComparison.Ordinal);
        Assert.Contains("Check the path", Assert.Throws<FewLabelsException>(() => SafeTensors.Read(Path.Combine(_folder, "none"))).Remedy, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string header, byte[] data) => System.IO.File.WriteAllBytes(File, [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data]);
}
