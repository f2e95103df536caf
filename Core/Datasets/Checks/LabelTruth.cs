namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>The instances that labels may speak of, by whoever knows best: the scene that was drawn, or a dataset's own list of them. Ids count from 1.</summary>
public abstract class LabelTruth
{
    /// <summary>Who knows, as messages name it: "the scene".</summary>
    public abstract string Name { get; }

    /// <summary>The largest id.</summary>
    public abstract int Count { get; }

    /// <summary>The class of an instance; −1 where it is not known.</summary>
    public abstract int ClassOf(int id);

    /// <summary>The instance that this one is part of; 0 for none, −1 where it is not known.</summary>
    public abstract int ParentOf(int id);
}
