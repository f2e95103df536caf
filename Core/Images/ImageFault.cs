namespace FewLabels.Sim.Core.Images;

/// <summary>Why a file is no image to us.</summary>
public enum ImageFault
{
    /// <summary>There is no such file, or a link leads nowhere.</summary>
    Missing,

    /// <summary>A folder, a pipe, a device: opening it could wait for ever.</summary>
    NotAFile,

    /// <summary>No permission, or the disk fails.</summary>
    Unreadable,

    /// <summary>A name that is not UTF-8, which no program can ask for by its text.</summary>
    Name,

    /// <summary>No bytes.</summary>
    Empty,

    /// <summary>More bytes than the limit.</summary>
    Bytes,

    /// <summary>Wider, higher or of more pixels than the limits.</summary>
    Size,

    /// <summary>More frames than the limit.</summary>
    Frames,

    /// <summary>More scans than the limit.</summary>
    Scans,

    /// <summary>Decoding would take more memory than the limit.</summary>
    Memory,

    /// <summary>None of the formats that are read.</summary>
    Format,

    /// <summary>The right format, in a form of it that is not read.</summary>
    Form,

    /// <summary>It ends too early.</summary>
    CutOff,

    /// <summary>Its bytes contradict the format.</summary>
    Damaged,
}
