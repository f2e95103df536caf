using System.Globalization;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>
/// A dataset in SOLO, as ours or as Unity Perception writes it: file names with spaces, empty lists left out, several steps a sequence, and also
/// without its definitions, which Unity writes only at a clean end. Every camera's picture is a sample.
/// </summary>
/// <remarks>
/// Sequences are numbered by their folders and steps by their files. Where several cameras look, an index is the sequence's times the number of
/// cameras plus the camera's. Frames without a picture are passed over. Annotations of types that are not known here are left out.
/// </remarks>
internal sealed class SoloReader : IDatasetReader
{
    private const string Sequence = "sequence.";
    private const string StepStart = "step";
    private const string StepEnd = ".frame_data.json";

    private readonly DatasetPath _root;
    private readonly Lazy<SoloLabels> _labels;
    private readonly MetadataFile? _metadata;

    public SoloReader(string path)
    {
        (Origin, _root, _metadata) = (path, new(path), MetadataFile.In(path));
        _labels = new(() => SoloLabels.Read(path, Frames().Select(frame => frame.File)));
    }

    public string Origin { get; }

    public string Format => SoloWriter.Format;

    public IReadOnlyList<string> Classes => _labels.Value.Classes.Names;

    /// <summary>The folders of the sequences, in no order.</summary>
    public static IEnumerable<string> Folders(string path) => Directory.EnumerateDirectories(path, Sequence + "*");

    /// <summary>The steps of a sequence's folder, in no order.</summary>
    public static IEnumerable<int> Steps(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"{StepStart}*{StepEnd}"))
        {
            var name = Path.GetFileName(file);
            if (int.TryParse(name.AsSpan(StepStart.Length, name.Length - StepStart.Length - StepEnd.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step))
                yield return step;
        }
    }

    public IEnumerable<DatasetSample> Samples()
    {
        var cameras = 0;
        foreach (var (sequence, step, file) in Frames())
        {
            var frame = JsonPlace.Open(file);
            var captures = frame.List("captures").ToArray();
            // The first frame tells how many cameras there are.
            if (cameras == 0)
                cameras = captures.Length;
            if (captures.Length > cameras)
                throw new FewLabelsException($"captures has {captures.Length} items and the first frame {cameras}", file, "Expected: the same cameras in every frame.");
            for (var camera = 0; camera < captures.Length; camera++)
            {
                if (SoloTypes.NameOf(captures[camera]) != SoloTypes.NameOf(SoloTypes.Camera) || captures[camera].Find("filename") is not { } picture)
                    continue;
                var name = $"{Sequence}{sequence.ToString(CultureInfo.InvariantCulture)}/{DatasetPath.Check(picture.Text(), file, picture.Key)}";
                var line = _metadata?.Find(name);
                yield return new SoloSample(this, file, camera)
                {
                    Name = name,
                    Index = checked(sequence * cameras + camera),
                    Step = step,
                    ClassId = line?.ClassName is { } word ? _labels.Value.Classes.Find(word) : null,
                };
            }
        }
        if (cameras == 0)
            throw DatasetErrors.Missing(Origin, "a frame with a picture", "sequence.N/stepS.frame_data.json with captures");
    }

    /// <summary>All frames by sequence and step. A sequence takes eight bytes.</summary>
    private IEnumerable<(long Sequence, int Step, string File)> Frames()
    {
        var sequences = DatasetErrors.Guard(Origin, () => Folders(Origin).Select(path => Path.GetFileName(path.AsSpan())[Sequence.Length..].ToString())
            .Where(number => number.Length is > 0 and < 10 && number.All(char.IsAsciiDigit)).Select(number => long.Parse(number, CultureInfo.InvariantCulture)).Order().ToArray());
        foreach (var sequence in sequences)
        {
            var name = Sequence + sequence.ToString(CultureInfo.InvariantCulture);
            var folder = _root.Resolve(name, Origin, "a folder");
            foreach (var step in DatasetErrors.Guard(folder, () => Steps(folder).Order().ToArray()))
            {
                var file = string.Create(CultureInfo.InvariantCulture, $"{StepStart}{step}{StepEnd}");
                yield return (sequence, step, _root.Resolve($"{name}/{file}", folder, "a file"));
            }
        }
    }

    private sealed class SoloSample(SoloReader reader, string file, int camera) : FileSample(reader._root, file, "filename")
    {
        private readonly SoloReader _reader = reader;
        private readonly string _file = file;

        public override LabelledFrame Load(DecodeLimits? limits = null)
        {
            var encoded = ReadEncoded();
            var image = DatasetImages.Decode(encoded, ImagePath(), limits);
            var frame = JsonPlace.Open(_file);
            var capture = frame.List("captures").ElementAt(camera);
            var folder = Path.GetFileName(Path.GetDirectoryName(_file))!;
            var annotations = new SoloAnnotationReader(frame, capture, _reader._labels.Value, image,
                name => DatasetFiles.Read(_reader._root.Resolve($"{folder}/{DatasetPath.Check(name.Text(), _file, name.Key)}", _file, name.Key), MostBytesOf(image)));
            return new() { Index = Index, Step = Step, ClassId = ClassId, Image = image, Encoded = encoded, Annotations = annotations.Read(), Draws = annotations.Draws() };
        }

        /// <summary>Of an annotation's picture: four floats a pixel and as much again.</summary>
        private static long MostBytesOf(Image image) => 32L * image.Width * image.Height + (1 << 20);
    }
}
