using System.Globalization;
using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>
/// Wavefront OBJ files: polygons with their groups, materials and smoothing. Each object or group becomes a child of the model, with a part for
/// each material. Faces without normals are smooth within their smoothing group, and flat outside of any. Both sides are drawn, since the format
/// tells nothing of sides and many files mix them.
/// </summary>
internal sealed class ObjReader
{
    private readonly string _path;
    private readonly ModelFolder _folder;
    private readonly Gaps _gaps = new();
    private readonly ObjShapes _shapes = new();
    private readonly Dictionary<(string Object, string Group), ObjGroup> _groups = [];
    private readonly Dictionary<string, string> _usedAt = [];
    private readonly MtlLibrary _library;
    private readonly List<ObjCorner> _face = [];
    private readonly List<int> _triangles = [];
    private (string Object, string Group) _name = ("", "");
    private string _material = "";
    private int _smoothing;

    private ObjReader(string path) => (_path, _folder, _library) = (path, new(path), new(new(path), _gaps));

    /// <exception cref="FewLabelsException">As <see cref="ModelFile.Load"/>.</exception>
    public static Model Read(string path)
    {
        var reader = new ObjReader(path);
        using var text = new StreamReader(new MemoryStream(ModelFolder.Read(path)), Encoding.UTF8);
        var lines = new ObjLines(text.ReadToEnd());
        while (lines.MoveNext())
        {
            var line = new ObjLine(lines.Current, path, lines.Number);
            reader.Take(ref line);
        }
        return reader.ToModel();
    }

    private void Take(ref ObjLine line)
    {
        switch (line.Keyword)
        {
            case "v":
                TakePosition(ref line);
                break;
            case "vt":
                // The file counts upwards from the picture's bottom.
                _shapes.Coordinates.Add(new(line.Number(), 1 - line.NumberOr(0)));
                break;
            case "vn":
                _shapes.Normals.Add(new(line.Number(), line.Number(), line.Number()));
                break;
            case "f":
                TakeFace(ref line);
                break;
            case "o":
                _name = (line.Rest, "");
                break;
            case "g":
                _name.Group = line.Rest;
                break;
            case "s":
                TakeSmoothing(ref line);
                break;
            case "usemtl":
                _material = line.Rest;
                _usedAt.TryAdd(_material, line.Where);
                break;
            case "mtllib":
                TakeLibraries(line.Rest, line.Where);
                break;
            case "l" or "p":
                _gaps.Add("Points and lines are left out.");
                break;
            case "curv" or "curv2" or "surf" or "cstype":
                _gaps.Add("Curves and free-form surfaces are left out.");
                break;
        }
    }

    // x y z, then a weight, or a colour, or both.
    private void TakePosition(ref ObjLine line)
    {
        var position = new Vector3(line.Number(), line.Number(), line.Number());
        Span<float> more = stackalloc float[4];
        var count = 0;
        while (count < more.Length && !line.AtEnd)
            more[count++] = line.Number();
        if (count >= 3)
        {
            while (_shapes.Colors.Count < _shapes.Positions.Count)
                _shapes.Colors.Add(Vector3.One);
            _shapes.Colors.Add(new(Linear(more[count - 3]), Linear(more[count - 2]), Linear(more[count - 1])));
        }
        _shapes.Positions.Add(position);
    }

    private void TakeFace(ref ObjLine line)
    {
        _face.Clear();
        while (!line.AtEnd)
            _face.Add(Corner(ref line));
        if (_face.Count < 3)
            throw line.Wrong($"a face has {_face.Count} corners");
        var places = new Vector3[_face.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = _shapes.Positions[_face[i].Position];
        _triangles.Clear();
        if (!ObjPolygon.Fill(places, _triangles))
            _gaps.Add("Large polygons with hollows are filled as if they had none.");
        if (!_groups.TryGetValue(_name, out var group))
        {
            var name = _name.Group.Length > 0 ? _name.Group : _name.Object;
            _groups[_name] = group = new(name.Length > 0 ? name : "default");
        }
        var corners = group.Of(_material);
        foreach (var corner in _triangles)
            corners.Add(_face[corner]);
    }

    private ObjCorner Corner(ref ObjLine line)
    {
        var word = line.Next();
        var slash = word.IndexOf('/');
        var position = Reference(slash < 0 ? word : word[..slash], _shapes.Positions.Count, "vertex", line);
        int coordinate = -1, normal = _smoothing > 0 ? -1 - _smoothing : -1;
        if (slash >= 0)
        {
            var rest = word[(slash + 1)..];
            slash = rest.IndexOf('/');
            var middle = slash < 0 ? rest : rest[..slash];
            if (!middle.IsEmpty)
                coordinate = Reference(middle, _shapes.Coordinates.Count, "texture coordinate", line);
            if (slash >= 0 && slash + 1 < rest.Length)
                normal = Reference(rest[(slash + 1)..], _shapes.Normals.Count, "normal", line);
        }
        return new(position, coordinate, normal);
    }

    // From 1 at the file's beginning, or from −1 backwards from here.
    private static int Reference(ReadOnlySpan<char> word, int count, string what, in ObjLine line)
    {
        if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw line.Wrong($"'{word}' is not the number of a {what}");
        var index = number < 0 ? count + (long)number : number - 1L;
        return index >= 0 && index < count ? (int)index : throw line.Wrong($"there is no {what} {number}: {count} are given before this line");
    }

    private void TakeSmoothing(ref ObjLine line)
    {
        var word = line.Next();
        if (word is "off" or "on")
            _smoothing = word is "on" ? 1 : 0;
        else if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _smoothing) || _smoothing == int.MaxValue)
            throw line.Wrong($"'{word}' is not a smoothing group");
    }

    private void TakeLibraries(string names, string where)
    {
        // Several names, or one with blanks in it.
        foreach (var name in _folder.Has(names) ? [names] : names.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            _library.Read(name, where);
    }

    private Model ToModel()
    {
        var smooth = _shapes.Smooth(_groups.Values.SelectMany(group => group.ByMaterial.Values));
        var children = new List<ModelNode>();
        foreach (var group in _groups.Values)
        {
            var parts = new List<ModelPart>();
            foreach (var (name, corners) in group.ByMaterial)
            {
                if (_library.Of(name, _usedAt.GetValueOrDefault(name, _path)) is not { } material)
                    continue;
                var geometry = _shapes.Part(corners, smooth, out var colors);
                if (colors is not null)
                    material = VertexColors.Apply(ref geometry, colors, material, MtlLibrary.IsTextured(material), _gaps);
                parts.AddRange(geometry.ToMeshes().Select(mesh => new ModelPart(mesh, material)));
            }
            children.Add(Still(group.Name, parts, []));
        }
        return new(_path, Still(Path.GetFileNameWithoutExtension(_path), [], children), _gaps.Sentences);
    }

    private static ModelNode Still(string name, IReadOnlyList<ModelPart> parts, IReadOnlyList<ModelNode> children) =>
        new(name, Vector3.Zero, Quaternion.Identity, Vector3.One, parts, children);

    // IEC 61966-2-1: scanners write the bytes of a photo, over 255.
    private static float Linear(float value)
    {
        value = Math.Clamp(value, 0, 1);
        return value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
    }
}
