using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Csv;

/// <summary>
/// Images by a table of paths, in the order in which they first come. Without columns of boxes a row is an image and its class is the image's; with
/// them a row is an object, and the rows of one image need not stand together. Classes are in order as numbers or by name.
/// </summary>
internal sealed class CsvReader : IDatasetReader
{
    /// <summary>The class of boxes in a table without classes.</summary>
    private const string OnlyClass = "object";

    /// <summary>Folders beside a table that are searched for its images.</summary>
    private const int MostFolders = 100;

    private readonly IReadOnlyList<CsvIndex> _tables;
    private readonly DatasetPath _root;
    private readonly ClassList _classes;
    private readonly bool _haveBoxes;

    public CsvReader(string origin, IReadOnlyList<CsvIndex> tables)
    {
        (Origin, _tables) = (origin, tables);
        _root = new(Path.GetDirectoryName(Path.GetFullPath(tables[0].Path))!);
        _haveBoxes = tables.Any(table => table.Header.HasBoxes);
        _classes = new(ClassList.Sort(tables.SelectMany(table => table.Classes.Names).Distinct()));
        if (_haveBoxes && tables.Any(table => table.Header.HasBoxes && table.Header.Class is null))
            _classes.Add(OnlyClass, origin);
    }

    public string Origin { get; }

    public string Format => CsvFormat.FormatName;

    public IReadOnlyList<string> Classes => _classes.Names;

    public IEnumerable<DatasetSample> Samples()
    {
        var place = 0L;
        foreach (var table in _tables)
        {
            using var rows = new CsvRows(table.Path);
            var (header, folder) = (table.Header, (string?)null);
            for (var i = 0; i < table.Count; i++)
            {
                var (row, line) = table.RowsOf(rows, i).First();
                var (where, key) = (TextLines.At(table.Path, line), $"column '{header.Names[header.Path]}'");
                var name = DatasetPath.Check(row[header.Path], where, key);
                folder ??= FolderOf(name, where, key);
                yield return new CsvSample(this, table, i, row, where, key)
                {
                    Name = folder + name,
                    Index = place++,
                    ClassId = !header.HasBoxes && header.Class is { } column && row[column].Length > 0 ? _classes.Find(row[column]) : null,
                };
            }
        }
        if (place == 0)
            throw DatasetErrors.Missing(_tables[0].Path, "any image", "a row for each image, or for each object");
    }

    /// <summary>Where the images lie: where the paths say, or all in one of the folders beside the table.</summary>
    private string FolderOf(string first, string where, string key)
    {
        if (File.Exists(_root.Resolve(first, where, key)))
            return "";
        return FolderTree.Folders(_root, "").Take(MostFolders).Select(folder => folder + "/").FirstOrDefault(folder => File.Exists(_root.Resolve(folder + first, where, key))) ?? "";
    }

    private sealed class CsvSample(CsvReader reader, CsvIndex table, int image, string[] row, string where, string key) : FileSample(reader._root, where, key)
    {
        private readonly CsvReader _reader = reader;

        public override string? Column(string name) => table.Header.PlaceOf(name) is { } place && row[place].Length > 0 ? row[place] : null;

        public override LabelledFrame Load(DecodeLimits? limits = null)
        {
            var encoded = ReadEncoded();
            var picture = DatasetImages.Decode(encoded, ImagePath(), limits);
            return new() { Index = Index, Step = Step, ClassId = ClassId, Image = picture, Encoded = encoded, Annotations = _reader._haveBoxes ? [new BoundingBoxes2D(ReadLabelers.Boxes, Boxes(picture), Amodal: false)] : [] };
        }

        private List<BoundingBox2D> Boxes(Image picture)
        {
            var boxes = new List<BoundingBox2D>();
            if (!table.Header.HasBoxes)
                return boxes;
            using var rows = new CsvRows(table.Path);
            foreach (var (fields, line) in table.RowsOf(rows, image))
            {
                if (table.Header.Box(fields, line) is not { } box)
                    continue;
                var name = table.Header.Class is { } column ? fields[column] : OnlyClass;
                var classId = _reader._classes.Find(name) ?? throw DatasetErrors.Bad(TextLines.At(table.Path, line), $"column '{table.Header.Names[table.Header.Class!.Value]}'", "empty", "the class of the row's box");
                boxes.Add(BoxEdges.Round(boxes.Count + 1, classId, box.X, box.Y, box.Width, box.Height, picture.Width, picture.Height));
            }
            return boxes.Count <= ushort.MaxValue ? boxes : throw new FewLabelsException($"'{DatasetErrors.Show(Name)}' has {boxes.Count} boxes", table.Path, $"Expected: at most {ushort.MaxValue} objects in an image.");
        }
    }
}
