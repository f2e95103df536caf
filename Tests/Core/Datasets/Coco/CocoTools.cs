using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

/// <summary>COCO's own reader, evaluation and mask library in Python, where this machine has them.</summary>
internal static class CocoTools
{
    private const string Script = """
        import contextlib, io, sys, numpy
        from pycocotools import mask
        from pycocotools.coco import COCO
        from pycocotools.cocoeval import COCOeval
        with contextlib.redirect_stdout(io.StringIO()):
            truth = COCO(sys.argv[1])
        objects = truth.loadAnns(sorted(truth.getAnnIds()))
        found = [dict(image_id=o["image_id"], category_id=o["category_id"], score=1.0, bbox=o["bbox"]) for o in objects]
        masks = [dict(image_id=o["image_id"], category_id=o["category_id"], score=1.0, segmentation=truth.annToRLE(o)) for o in objects]
        points = [dict(image_id=o["image_id"], category_id=o["category_id"], score=1.0, keypoints=o["keypoints"]) for o in objects if o["num_keypoints"] > 0]
        for kind, predictions in ("bbox", found), ("segm", masks), ("keypoints", points):
            with contextlib.redirect_stdout(io.StringIO()):
                score = COCOeval(truth, truth.loadRes(predictions), kind)
                if kind == "keypoints":
                    score.params.kpt_oks_sigmas = numpy.full(len(objects[0]["keypoints"]) // 3, 0.1)
                score.evaluate()
                score.accumulate()
                score.summarize()
            print(kind, "%.6f" % score.stats[0])
        for o in objects:
            pixels = truth.annToMask(o)
            print(pixels.sum(), mask.encode(numpy.asfortranarray(pixels))["counts"].decode())
        """;

    private static readonly DebianPython Python = new("numpy", "pycocotools");

    /// <summary>Three lines of scores (boxes, masks, keypoints), then a line for each object: its pixels and its mask's string.</summary>
    public static string[] Run(string file)
    {
        if (Python.Missing is { } missing)
            Assert.Skip(missing);
        return Python.Run("-c", Script, file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
