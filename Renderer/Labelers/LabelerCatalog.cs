using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Labelers.AmodalBoxes2D;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.Boxes3D;
using FewLabels.Sim.Renderer.Labelers.CameraCaptures;
using FewLabels.Sim.Renderer.Labelers.Depth;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Labelers.KeypointLocations;
using FewLabels.Sim.Renderer.Labelers.Metadata;
using FewLabels.Sim.Renderer.Labelers.Normals;
using FewLabels.Sim.Renderer.Labelers.ObjectCount;
using FewLabels.Sim.Renderer.Labelers.Occlusions;
using FewLabels.Sim.Renderer.Labelers.OpticalFlow;
using FewLabels.Sim.Renderer.Labelers.PixelPositions;
using FewLabels.Sim.Renderer.Labelers.Ranges;
using FewLabels.Sim.Renderer.Labelers.Semantics;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>All labelers by name, as <c>--labelers</c> takes them.</summary>
public static class LabelerCatalog
{
    private const string Keypoints = "keypoints";

    private static readonly (string Name, Func<Scenario, Labeler> Make)[] All =
    [
        ("bounding-box-2d", _ => new BoundingBoxes2DLabeler()),
        ("bounding-box-2d-amodal", _ => new AmodalBoundingBoxes2DLabeler()),
        ("bounding-box-3d", _ => new BoundingBoxes3DLabeler()),
        ("semantic-segmentation", _ => new SemanticSegmentationLabeler()),
        ("instance-segmentation", _ => new InstanceSegmentationLabeler()),
        (Keypoints, MakeKeypoints),
        ("depth", _ => new DepthLabeler()),
        ("range", _ => new RangeLabeler()),
        ("normals", _ => new NormalsLabeler()),
        ("pixel-position", _ => new PixelPositionLabeler()),
        ("optical-flow", _ => new OpticalFlowLabeler()),
        ("occlusion", _ => new OcclusionLabeler()),
        ("object-count", scenario => new ObjectCountLabeler(scenario.Classes)),
        ("camera", _ => new CameraLabeler()),
        ("scene-metadata", _ => new SceneMetadataLabeler()),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    /// <summary>The names of those that this scenario can have: keypoints only if it has some.</summary>
    public static IReadOnlyList<string> NamesFor(Scenario scenario) =>
        [.. Names.Where(name => name != Keypoints || scenario.KeypointTemplate.Count > 0)];

    /// <summary>The labeler of this name, for a scenario that has started (its classes are known).</summary>
    /// <exception cref="FewLabelsException">There is no such labeler, or the scenario has nothing for it to label.</exception>
    public static Labeler Create(string name, Scenario scenario)
    {
        foreach (var entry in All)
        {
            if (entry.Name == name)
                return entry.Make(scenario);
        }
        throw new FewLabelsException(
            $"There is no labeler '{name}'", "labelers", $"Choose among: {string.Join(", ", Names)}.", ExitCode.WrongUsage);
    }

    /// <summary>The labelers of these names, each once, in the order in which they are first named.</summary>
    /// <exception cref="FewLabelsException">As <see cref="Create(string, Scenario)"/>.</exception>
    public static IReadOnlyList<Labeler> Create(IEnumerable<string> names, Scenario scenario) =>
        [.. names.Distinct().Select(name => Create(name, scenario))];

    private static KeypointLabeler MakeKeypoints(Scenario scenario) => scenario.KeypointTemplate.Count > 0
        ? new(scenario.KeypointTemplate)
        : throw new FewLabelsException(
            "The scenario has no keypoints", $"scenario '{scenario.Name}'", "Leave the labeler 'keypoints' out.", ExitCode.WrongUsage);
}
