using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.WebDataset;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Readers;

/// <summary>
/// Small datasets of every format with a file damaged in one of many ways: nothing but our own exception comes out, soon, and without much memory.
/// FEWLABELS_MUTATIONS sets how many a format.
/// </summary>
public sealed class MutatedDatasetTests : IDisposable
{
    private const long MostBytes = 600L << 20;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    // What parsers stumble over, put in the place of numbers and words.
    private static readonly string[] Words =
        ["-1", "0", "99999999999999999999", "2147483648", "4294967296", "-2147483649", "1e308", "1e999", "NaN", "null", "true", "\"\"", "[]", "{}", "[[[[[[[[", "\"../x\"", "\"/etc/passwd\"", "\"a\\u0000b\"", "\"\\ud800\"", "\u00FF", "\\", "*a", "&a", "\t", ",,,,", "\"", "'"];

    private readonly SomeFolder _folder = new();

    public static TheoryData<string> Formats => [.. DatasetReaders.Formats, "json lists"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_but_our_own_exception_comes_out_of_a_damaged_dataset(string format)
    {
        Make(format);
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var count = int.TryParse(Environment.GetEnvironmentVariable("FEWLABELS_MUTATIONS"), out var asked) ? asked : 300;
        var (refused, read) = (0, 0);
        Assert.True(Reads(format == "json lists" ? "coco" : format), "The dataset must be right before it is damaged.");
        for (var i = 0; i < count; i++)
        {
            var stream = StreamKey.Of(7).With(format).With(i).Open();
            var path = files[stream.Next(files.Length)];
            var whole = File.ReadAllBytes(path);
            File.WriteAllBytes(path, Damage(whole, path.EndsWith(".gz", StringComparison.Ordinal), stream));
            var (start, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            // Detection too meets whatever is there.
            var ok = Reads(i % 4 == 0 ? null : format == "json lists" ? "coco" : format, $"{format}, mutation {i} of {Path.GetRelativePath(_folder.Path, path)}");
            Assert.True(Stopwatch.GetElapsedTime(start) < MostTime, $"mutation {i} of {path} took {Stopwatch.GetElapsedTime(start)}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"mutation {i} of {path} took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
            (refused, read) = ok ? (refused, read + 1) : (refused + 1, read);
            File.WriteAllBytes(path, whole);
        }
        Assert.True(refused > count / 20, $"{refused} of {count} were refused: the damage does not reach the reader.");
        Assert.True(Reads(format == "json lists" ? "coco" : format), $"{read} were read, and the dataset is damaged for good.");
    }

    public void Dispose() => _folder.Dispose();

    private bool Reads(string? format, string? what = null)
    {
        try
        {
            var reader = DatasetReaders.Open(_folder.Path, format);
            foreach (var sample in reader.Samples())
            {
                Frames.Sound(sample.Load(), reader.Classes);
                sample.ReadEncoded();
            }
            return true;
        }
        catch (FewLabelsException)
        {
            return false;
        }
        catch (Exception error) when (what is not null && error is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{what}: {error.GetType().Name}", error);
        }
    }

    private static byte[] Damage(byte[] whole, bool packed, KeyedStream random)
    {
        if (packed && random.Chance(0.7))
        {
            using var unpacked = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(whole), CompressionMode.Decompress))
                gzip.CopyTo(unpacked);
            var damaged = Damage(unpacked.ToArray(), false, random);
            using var again = new MemoryStream();
            using (var gzip = new GZipStream(again, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(damaged);
            return again.ToArray();
        }
        var bytes = whole.ToList();
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            var at = random.Next(Math.Max(1, bytes.Count));
            var length = Math.Min(1 + random.Next(8), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(200), bytes.Count - at)));
                    break;
                case 3 when bytes.Count > 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    // At a number or word, if there is one near.
                    var from = bytes.FindIndex(at, value => value is >= (byte)'0' and <= (byte)'9' or (byte)'"');
                    (from, var end) = from < 0 ? (at, at + length) : (from, from + 1);
                    while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9')
                        end++;
                    bytes.RemoveRange(from, Math.Min(end, bytes.Count) - from);
                    bytes.InsertRange(from, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                    break;
            }
        }
        return [.. bytes];
    }

    private void Make(string format)
    {
        var plan = SomeFrames.Plan(2) with { Width = 16, Height = 12 };
        LabelledFrame Frame(int index, params IReadOnlyList<Annotation> labels) =>
            SomeFrames.Of(index, 0, labels) with { Image = new Image(12, 16, 3, [.. Enumerable.Range(0, 576).Select(x => (byte)x)]) };
        var all = SomeFrames.All(12, 16);
        Annotation[] objects = [.. all.Where(annotation => annotation is BoundingBoxes2D { Amodal: false } or InstanceSegmentation)];
        IDatasetWriter? writer = format switch
        {
            "solo" => new SoloWriter(_folder.Path, plan),
            "coco" => new CocoWriter(_folder.Path, plan),
            "yolo" => new YoloWriter(_folder.Path, plan, task: YoloTask.Segment),
            "webdataset" => new WebDatasetWriter(_folder.Path, plan),
            "folder" => new FolderWriter(_folder.Path, plan),
            _ => null,
        };
        if (writer is not null)
        {
            writer.Write(Frame(0, format is "solo" or "webdataset" ? all : format == "folder" ? [all[1]] : objects));
            writer.Write(Frame(1, format is "solo" or "webdataset" ? all : format == "folder" ? [all[1]] : objects));
            writer.Complete([]);
            writer.Dispose();
        }
        else if (format == "csv")
        {
            _folder.Picture("a.png");
            _folder.Picture("b.png");
            _folder.Put("list.csv", "path,class,x,y,width,height,note\na.png,cat,0,0,2,2,\"x, y\"\nb.png,dog,1,1,3,2,\na.png,dog,1.5,1,2,2,\n");
        }
        else if (format == "idx")
        {
            _folder.Put("train-images-idx3-ubyte.gz", Pack([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[16]]));
            _folder.Put("train-labels-idx1-ubyte.gz", Pack([0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 2, 0]));
        }
        else
        {
            // COCO of other tools: strings of runs, crowds, keypoints, polygons of several parts.
            _folder.Picture("a.png");
            _folder.Put("annotations.json", """
                {"info":{"year":2020},"images":[{"id":7,"file_name":"a.png","width":6,"height":4}],"licences":[],
                 "annotations":[{"id":1,"image_id":7,"category_id":2,"bbox":[0,0,2,2],"area":4,"iscrowd":0,"segmentation":[[0,0,2,0,2,2,0,2],[3,1,5,1,5,3]],"keypoints":[1,1,2,0,0,0]},
                  {"id":2,"image_id":7,"category_id":5,"bbox":[0,0,2,2],"iscrowd":1,"segmentation":{"size":[4,6],"counts":"8400"}}],
                 "categories":[{"id":2,"name":"cat","keypoints":["nose","tail"]},{"id":5,"name":"dog"}]}
                """.Replace("\"8400\"", $"\"{RunLengthMask.FromCounts([8, 4, 12], 4, 6)}\"", StringComparison.Ordinal));
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
