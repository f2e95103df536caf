using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Checks;
using Xunit;
using static FewLabels.Sim.Tests.Core.Datasets.SoundFrames;

namespace FewLabels.Sim.Tests.Core.Datasets.Checks;

public sealed class LabelCheckTests
{
    private static readonly LabelledFrame s_sound = Of(1);

    /// <summary>Ways in which a frame's labels can be wrong, each with words of the fault.</summary>
    public static TheoryData<string, string> Wrongs => new()
    {
        { "image class", "The image's class is 2, but the dataset has 2." },
        { "draw", "The draw light.yaw is NaN." },
        { "box outside", "is not inside the image of 16×12" },
        { "box beside its mask", "is not the bounds of its pixels" },
        { "box pixels", "box says 29" },
        { "box class", "names class 9, but the dataset has 2" },
        { "box of another class", "gives instance 1 class 0, but the list of masks says 1" },
        { "box missing", "Instance 2 is seen, but the boxes list lacks it." },
        { "box twice", "holds instance 1 after 1" },
        { "mask size", "is of 12×16 pixels, but the image has 16×12" },
        { "mask pixels", "list says 31" },
        { "mask id", "Instance 3 is seen, but the instances list lacks it." },
        { "mask short", "has 191 numbers, not 16 × 12 × 1" },
        { "semantic", "says class 0 at pixel (1, 2), where instance 1 of class 1 is seen" },
        { "semantic beyond", "names class 7" },
        { "semantic background", "where no instance is seen" },
        { "keypoint outside", "Keypoint 'tip' of instance 1 is outside the frame" },
        { "keypoint count", "has 1 keypoints, but the template has 2" },
        { "keypoint not a number", "outside the frame" },
        { "depth", "map says NaN at pixel (2, 1)" },
        { "depth below 0", "map says -1 at pixel (2, 1)" },
        { "normal", "has a length of 2, not 1" },
        { "normal not a number", "map says NaN at pixel" },
        { "solid", "has no proper place, rotation or size" },
        { "count", "1 instances of class 0 are seen, but the counts says 2" },
        { "occlusion", "is no share" },
        { "camera", "is no camera" },
        { "scene", "a number that is none" },
    };

    [Fact]
    public void A_sound_frame_has_no_fault()
    {
        for (var i = 0; i < 10; i++)
            Assert.Empty(new LabelCheck(2, exact: true).FindFaults(Of(i)));
        Assert.Empty(new LabelCheck(2, exact: true).FindFaults(s_sound with { Annotations = [], ClassId = null, Draws = [] }));
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void A_label_that_can_not_be_true_is_a_fault(string wrong, string says) =>
        Assert.Contains(new LabelCheck(2, exact: true).FindFaults(Broken(wrong)), fault => fault.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void Other_peoples_boxes_may_lie_beside_their_masks_but_must_hold_them()
    {
        var check = new LabelCheck(2, exact: false);
        var box = ((BoundingBoxes2D)s_sound.Annotations[0]).Boxes[0];
        Assert.Empty(check.FindFaults(Boxes(box with { X = box.X - 1, Width = box.Width + 3, VisiblePixels = 7 })));
        Assert.Contains("does not hold its pixels", Assert.Single(check.FindFaults(Boxes(box with { X = box.X + 3, Width = 2, VisiblePixels = 4 }))), StringComparison.Ordinal);
    }

    private static LabelledFrame Broken(string wrong) => wrong switch
    {
        "image class" => s_sound with { ClassId = 2 },
        "draw" => s_sound with { Draws = [new("light.yaw", 0, float.NaN)] },
        "box outside" => Box(box => box with { X = 12 }),
        "box beside its mask" => Box(box => box with { X = box.X + 1 }),
        "box pixels" => Box(box => box with { VisiblePixels = 29 }),
        "box class" => Box(box => box with { ClassId = 9 }),
        "box of another class" => Box(box => box with { ClassId = 0 }),
        "box missing" => With<BoundingBoxes2D>(s_sound, boxes => boxes with { Boxes = [boxes.Boxes[0]] }),
        "box twice" => With<BoundingBoxes2D>(s_sound, boxes => boxes with { Boxes = [boxes.Boxes[0], boxes.Boxes[0], boxes.Boxes[1]] }),
        "mask size" => Masks(masks => masks with { Width = Height, Height = Width }),
        "mask pixels" => Masks(masks => masks with { Seen = [masks.Seen[0] with { Pixels = 31 }, masks.Seen[1]] }),
        "mask id" => Masks(masks => masks with { Instances = [3, .. masks.Instances[1..]] }),
        "mask short" => Masks(masks => masks with { Instances = masks.Instances[1..] }),
        "semantic" => Classes((x, y, old) => old == 1 ? (byte)0 : old),
        "semantic beyond" => Classes((x, y, old) => old == 1 ? (byte)7 : old),
        "semantic background" => Classes((x, y, old) => x == 0 && y == 0 ? (byte)1 : old),
        "keypoint outside" => Point(point => point with { X = 17 }),
        "keypoint count" => With<Keypoints>(s_sound, keypoints => keypoints with { Instances = [keypoints.Instances[0] with { Points = [keypoints.Instances[0].Points[0]] }] }),
        "keypoint not a number" => Point(point => point with { Y = float.NaN }),
        "depth" => Depth(float.NaN),
        "depth below 0" => Depth(-1),
        "normal" => Normal(2),
        "normal not a number" => Normal(float.NaN),
        "solid" => With<BoundingBoxes3D>(s_sound, boxes => boxes with { Boxes = [boxes.Boxes[0] with { Rotation = default }] }),
        "count" => With<ObjectCounts>(s_sound, counts => counts with { Counts = [2, 1] }),
        "occlusion" => With<Occlusion>(s_sound, occlusion => occlusion with { Instances = [new(1, 1, 1.5f, 1), occlusion.Instances[1]] }),
        "camera" => With<CameraCapture>(s_sound, camera => camera with { FocalX = 0 }),
        "scene" => With<SceneMetadata>(s_sound, scene => scene with { Lights = [scene.Lights[0] with { Position = new Vector3(0, float.PositiveInfinity, 0) }] }),
        _ => throw new ArgumentOutOfRangeException(nameof(wrong), wrong, "No such fault."),
    };

    private static LabelledFrame Box(Func<BoundingBox2D, BoundingBox2D> change) => With<BoundingBoxes2D>(s_sound, boxes => boxes with { Boxes = [change(boxes.Boxes[0]), boxes.Boxes[1]] });

    private static LabelledFrame Boxes(BoundingBox2D first) => Box(_ => first);

    private static LabelledFrame Masks(Func<InstanceSegmentation, Annotation> change) => With(s_sound, change);

    private static LabelledFrame Classes(Func<int, int, byte, byte> change) =>
        With<SemanticSegmentation>(s_sound, map => map with { Classes = [.. map.Classes.Select((old, i) => change(i % Width, i / Width, old))] });

    private static LabelledFrame Point(Func<KeypointLocation, KeypointLocation> change) =>
        With<Keypoints>(s_sound, keypoints => keypoints with { Instances = [keypoints.Instances[0] with { Points = [change(keypoints.Instances[0].Points[0]), default] }] });

    private static LabelledFrame Depth(float value) => With<DepthMap>(s_sound, map => map with { Meters = [.. map.Meters.Select((old, i) => i == Width + 2 ? value : old)] });

    private static LabelledFrame Normal(float z) => With<VectorMap>(s_sound, map => map with { Values = [.. map.Values.Select(old => old == -1 ? z : old)] });
}
