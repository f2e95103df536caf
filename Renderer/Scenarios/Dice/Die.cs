using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>
/// A die that lies on a table, as randomizers describe it; its meshes are made when the image starts. Its object's scale is the side in metres and its
/// object's own space that of <see cref="DieBody"/>.
/// </summary>
public sealed class Die : RandomizerTag
{
    /// <summary>The keypoints: the middle of the upper face, and its corners clockwise as seen from above, from the one at the top right of its picture.</summary>
    public static IReadOnlyList<string> KeypointTemplate { get; } = ["top", "corner-1", "corner-2", "corner-3", "corner-4"];

    // Of corners in their order: to the right and up on the face.
    private static readonly Vector2[] Corners = [new(1, 1), new(1, -1), new(-1, -1), new(-1, 1)];

    private static readonly StandardMaterial Ivory = new() { Albedo = new(0.75f, 0.73f, 0.65f), Roughness = 0.35f };
    private static readonly StandardMaterial Black = new() { Albedo = new(0.02f), Roughness = 0.5f };

    private readonly Transform[] _keypoints = new Transform[KeypointTemplate.Count];

    /// <summary>Its place among the image's dice; 0 is the subject.</summary>
    public int Number { get; private set; }

    /// <summary>What points up: 1 to 6.</summary>
    public int TopNumber { get; private set; } = 1;

    /// <summary>Radians about Y.</summary>
    public float Heading { get; private set; }

    /// <summary>Metres.</summary>
    public float Side { get; private set; }

    /// <summary>Is the picture about all dice, and not about the subject alone?</summary>
    public bool IsScattered { get; internal set; }

    public DieBody Body { get; set; } = DieBody.Rounded(0.12f);

    public DieFaces Faces { get; set; } = new();

    public PipStyle Pips { get; set; } = new();

    public MeshRenderer BodyRenderer { get; private set; } = null!;

    public MeshRenderer PipRenderer { get; private set; } = null!;

    public MeshRenderer AccentRenderer { get; private set; } = null!;

    /// <summary>Puts a die of 16 mm at the origin, with the parts that all dice have.</summary>
    internal static Die Add(Scene scene, int number, int topNumber)
    {
        var thing = scene.Add("die");
        thing.AddComponent<Labeling>().ClassId = (byte)(topNumber - 1);
        var die = thing.AddComponent<Die>();
        (die.Number, die.TopNumber) = (number, topNumber);
        die.BodyRenderer = thing.GetComponent<MeshRenderer>()!;
        die.BodyRenderer.Material = Ivory;
        die.PipRenderer = AddPips(scene, thing, "pips");
        die.AccentRenderer = AddPips(scene, thing, "accent pips");
        for (var i = 0; i < die._keypoints.Length; i++)
        {
            var point = scene.Add(KeypointTemplate[i], thing);
            point.AddComponent<Keypoint>().Label = KeypointTemplate[i];
            die._keypoints[i] = point.Transform;
        }
        die.Put(Vector2.Zero, 0, 0.016f);
        return die;
    }

    /// <summary>Lays it down: the middle of the side that it lies on, where it is turned to, and how large it is.</summary>
    internal void Put(Vector2 place, float heading, float side)
    {
        (Heading, Side) = (heading, side);
        Transform.LocalPosition = new(place.X, 0.5f * side, place.Y);
        Transform.LocalScale = new(side);
        foreach (var point in _keypoints)
            point.GameObject.GetComponent<Keypoint>()!.SelfOcclusionDistance = 0.1f * side;
    }

    /// <summary>Turns it, and fills the meshes.</summary>
    public override void Start()
    {
        var face = BoxFace.All[Faces.SideOf(TopNumber)];
        // The face's right, normal and up become x, y and z.
        var toUpright = Matrix4x4.Transpose(new(
            face.Right.X, face.Right.Y, face.Right.Z, 0, face.Normal.X, face.Normal.Y, face.Normal.Z, 0, face.Up.X, face.Up.Y, face.Up.Z, 0, 0, 0, 0, 1));
        Transform.LocalRotation = Quaternion.CreateFromYawPitchRoll(Heading, 0, 0) * Quaternion.CreateFromRotationMatrix(toUpright);
        BodyRenderer.Mesh = Body.Mesh;
        PipMesh.Fill(PipRenderer.Mesh, this, accents: false);
        PipMesh.Fill(AccentRenderer.Mesh, this, accents: true);
        _keypoints[0].LocalPosition = 0.5f * face.Normal;
        for (var i = 0; i < Corners.Length; i++)
            _keypoints[i + 1].LocalPosition = Body.Corner * (face.Normal + Corners[i].X * face.Right + Corners[i].Y * face.Up);
    }

    private static MeshRenderer AddPips(Scene scene, GameObject parent, string name)
    {
        var renderer = scene.Add(name, parent).GetComponent<MeshRenderer>()!;
        (renderer.Material, renderer.CastsShadows) = (Black, false);
        return renderer;
    }
}
