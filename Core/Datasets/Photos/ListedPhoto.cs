using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>A place in a tree: a photo, or what stands there and is none.</summary>
internal readonly record struct ListedPhoto(string Path, FewLabelsException? Refusal);
