namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>The measures of something worn on the upper body; lengths in metres, angles in radians from straight down.</summary>
internal struct TopShape
{
    /// <summary>Shoulder to hem.</summary>
    public float Height;

    /// <summary>The length that arms and armholes go by: a dress is longer than its torso.</summary>
    public float Torso;

    /// <summary>Half widths.</summary>
    public float Chest, Waist, Hem, Shoulder, Neck;

    /// <summary>Height of the waist as a share of the whole.</summary>
    public float WaistAt;

    public float ShoulderDrop, NeckFront, NeckBack, Armhole, Depth;

    public NeckKind NeckKind;

    /// <summary>0 for none.</summary>
    public float SleeveLength;

    public float SleeveAngleLeft, SleeveAngleRight;

    /// <summary>How far an arm turns out at the shoulder and back at the cuff.</summary>
    public float Bow;

    /// <summary>Half widths.</summary>
    public float SleeveWidth, CuffWidth;

    /// <summary>How much lower the hem's middle hangs than its ends.</summary>
    public float HemCurve;

    public float HemSlant;

    /// <summary>How much darker the sides of body and sleeves are where they face each other, 0 to 1.</summary>
    public float GapShade;

    /// <summary>Sideways bend of the whole.</summary>
    public float Bend;

    /// <summary>Half width of an opening at hem and neck; 0 for closed.</summary>
    public float OpenHem, OpenNeck;

    public CollarKind Collar;

    public float CollarSize;
}
