using FewLabels.Sim.Core.Datasets.Checks;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Renderer.Labelers.SelfCheck;

/// <summary>The instances of the scene that was drawn.</summary>
internal sealed class SceneTruth(SceneSnapshot scene) : LabelTruth
{
    public override string Name => "the scene";

    public override int Count => scene.Instances.Count;

    public override int ClassOf(int id) => scene.Instances[id - 1].ClassId;

    public override int ParentOf(int id) => scene.Instances[id - 1].ParentId;
}
