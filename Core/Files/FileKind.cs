namespace FewLabels.Sim.Core.Files;

/// <summary>What a path leads to.</summary>
internal enum FileKind
{
    File,
    Folder,

    /// <summary>A pipe, a socket, a device.</summary>
    Other,
}
