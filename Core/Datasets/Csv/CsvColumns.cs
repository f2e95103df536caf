namespace FewLabels.Sim.Core.Datasets.Csv;

/// <summary>
/// Which columns of a table hold what. Null: the first column that has one of the usual names, case aside; a name that is given must be there.
/// </summary>
/// <param name="Path">The image, relative to the table's folder: <c>path</c>, <c>file</c>, <c>file_name</c>, <c>filename</c>, <c>image</c>, <c>image_path</c>.</param>
/// <param name="Class">The class of the image, or of the row's box: <c>class</c>, <c>label</c>, <c>class_name</c>, <c>category</c>.</param>
/// <param name="Split"><c>split</c>, <c>subset</c>, <c>partition</c>.</param>
/// <param name="X">The box's left edge in pixels: <c>x</c>, <c>xmin</c>, <c>x_min</c>, <c>left</c>.</param>
/// <param name="Y">Its upper edge: <c>y</c>, <c>ymin</c>, <c>y_min</c>, <c>top</c>.</param>
/// <param name="Width"><c>width</c>, <c>w</c>, <c>box_width</c>; or its right edge instead: <c>xmax</c>, <c>x_max</c>, <c>right</c>.</param>
/// <param name="Height"><c>height</c>, <c>h</c>, <c>box_height</c>; or its lower edge instead: <c>ymax</c>, <c>y_max</c>, <c>bottom</c>.</param>
public sealed record CsvColumns(string? Path = null, string? Class = null, string? Split = null, string? X = null, string? Y = null, string? Width = null, string? Height = null);
