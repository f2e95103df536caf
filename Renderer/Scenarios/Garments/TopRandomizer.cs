using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using static FewLabels.Sim.Renderer.Scenarios.Garments.GarmentClasses;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>T-shirts, pullovers, dresses, coats and shirts: one body with sleeves, neck, collar and front by class.</summary>
public sealed class TopRandomizer : Randomizer
{
    private enum Sleeve { None, Strap, Short, Elbow, Long }

    private enum Front { Closed, Line, Open }

    private readonly Parameter _height, _torso, _chest, _waist, _waistAt, _hem, _shoulder, _neck, _shoulderDrop, _neckFront, _neckKind;
    private readonly Parameter _sleeve, _sleeveShort, _sleeveElbow, _sleeveLong, _angleShort, _gapLong, _angleUneven, _bow;
    private readonly Parameter _sleeveWidth, _cuffWidth, _armhole, _depth, _hemCurve, _hemSlant, _gapShade, _bend, _flare, _flared;
    private readonly Parameter _front, _openHem, _collar, _collarSize, _placketWidth, _buttonSpacing, _bandHeight, _pocketSize, _pockets;
    private readonly Parameter _strapWidth, _strapLength, _strapSpread;

    public TopRandomizer()
        : base("top")
    {
        _height = Declare("height", 0.54f, 0.86f);
        _torso = Declare("torso", new ByClass(new Uniform(0.89f, 1.11f), (Dress, new Uniform(0.43f, 0.79f)), (Coat, new Uniform(0.71f, 1.09f))));
        _chest = Declare("chest", new ByClass(new Uniform(0.19f, 0.33f), (Pullover, new Uniform(0.18f, 0.35f)),
            (Coat, new Uniform(0.18f, 0.34f)), (Dress, new Uniform(0.13f, 0.26f)), (Shirt, new Uniform(0.18f, 0.36f))));
        _waist = Declare("waist", new ByClass(new Normal(0.92f, 0.112f), (Dress, new Uniform(0.58f, 1)), (Pullover, new Uniform(0.79f, 1.1f))));
        _waistAt = Declare("waist-at", new ByClass(new Uniform(0.24f, 0.56f), (Dress, new Uniform(0.45f, 0.73f))));
        _hem = Declare("hem", new ByClass(new Normal(1, 0.112f), (Dress, new Uniform(0.66f, 1.38f)), (Pullover, new Uniform(0.75f, 1.13f)),
            (Shirt, new Normal(1.04f, 0.16f)), (Coat, new Normal(1.02f, 0.128f))));
        _flared = Declare("flared", new ByClass(new Chance(0.03f), (Dress, new Chance(0.35f)), (Shirt, new Chance(0.1f)), (TShirt, new Chance(0.08f))));
        _flare = Declare("flare", new ByClass(new Uniform(1.03f, 1.43f), (Dress, new Uniform(0.96f, 2.24f))));
        _shoulder = Declare("shoulder", new ByClass(new Uniform(0.79f, 1.15f), (Dress, new Uniform(0.68f, 1.11f))));
        _neck = Declare("neck", new ByClass(new Uniform(0.25f, 0.62f), (TShirt, new Uniform(0.25f, 0.78f)), (Dress, new Uniform(0.23f, 0.87f)),
            (Coat, new Uniform(0.25f, 0.51f))));
        _shoulderDrop = Declare("shoulder-drop", new ByClass(new Uniform(0.006f, 0.1f), (Coat, new Uniform(0.01f, 0.15f))));
        _neckFront = Declare("neck-front", new ByClass(new Uniform(0.01f, 0.2f), (Dress, new Uniform(0.02f, 0.33f)),
            (TShirt, new Uniform(0.02f, 0.25f)), (Shirt, new Uniform(0.01f, 0.2f)), (Coat, new Uniform(0.01f, 0.17f))));
        _neckKind = Declare("neck-kind", new ByClass(
            new Choice(("round", 0.6f), ("vee", 0.22f), ("boat", 0.14f), ("square", 0.04f)),
            (Coat, new Choice(("round", 0.35f), ("vee", 0.65f), ("boat", 0), ("square", 0))),
            (Shirt, new Choice(("round", 0.35f), ("vee", 0.55f), ("boat", 0.07f), ("square", 0.03f)))));
        _sleeve = Declare("sleeve", new ByClass(
            new Choice(("none", 0.13f), ("strap", 0.06f), ("short", 0.72f), ("elbow", 0.06f), ("long", 0.03f)),
            (Pullover, new Choice(("none", 0.01f), ("strap", 0), ("short", 0.01f), ("elbow", 0.03f), ("long", 0.95f))),
            (Coat, new Choice(("none", 0.03f), ("strap", 0), ("short", 0), ("elbow", 0.02f), ("long", 0.95f))),
            (Shirt, new Choice(("none", 0.05f), ("strap", 0.01f), ("short", 0.19f), ("elbow", 0.12f), ("long", 0.63f))),
            (Dress, new Choice(("none", 0.31f), ("strap", 0.17f), ("short", 0.2f), ("elbow", 0.12f), ("long", 0.2f)))));
        _sleeveShort = Declare("short-length", 0.08f, 0.35f);
        _sleeveElbow = Declare("elbow-length", 0.22f, 0.5f);
        _sleeveLong = Declare("long-length", new ByClass(new Uniform(0.67f, 1), (Shirt, new Uniform(0.57f, 1))));
        _angleShort = Declare("short-angle", new ByClass(new Uniform(0.12f, 1), (Dress, new Uniform(0.08f, 1))));
        _gapLong = Declare("long-gap", new ByClass(new Normal(0.015f, 0.048f), (Coat, new Normal(0.005f, 0.048f))));
        _angleUneven = Declare("angle-uneven", new Normal(0, 0.048f));
        _bow = Declare("arm-bow", new Normal(0.1f, 0.128f));
        _sleeveWidth = Declare("sleeve-width", new ByClass(new Uniform(0.057f, 0.116f), (TShirt, new Uniform(0.065f, 0.145f)),
            (Shirt, new Uniform(0.049f, 0.118f)), (Pullover, new Uniform(0.063f, 0.127f))));
        _cuffWidth = Declare("cuff-width", new ByClass(new Uniform(0.49f, 1), (TShirt, new Uniform(0.63f, 1.27f))));
        _armhole = Declare("armhole", 0.22f, 0.39f);
        _depth = Declare("depth", new ByClass(new Uniform(0.039f, 0.151f), (Coat, new Uniform(0.06f, 0.18f))));
        _hemCurve = Declare("hem-curve", new ByClass(new Normal(0.005f, 0.019f), (Shirt, new Normal(0.035f, 0.064f)), (Dress, new Normal(0.01f, 0.048f))));
        _gapShade = Declare("gap-shade", 0.04f, 1);
        _hemSlant = Declare("hem-slant", new Normal(0, 0.013f));
        _bend = Declare("bend", new Normal(0, 0.01f));
        _front = Declare("front", new ByClass(
            new Choice(("closed", 0.97f), ("line", 0.03f), ("open", 0)),
            (Coat, new Choice(("closed", 0.02f), ("line", 0.74f), ("open", 0.24f))),
            (Shirt, new Choice(("closed", 0.3f), ("line", 0.66f), ("open", 0.04f))),
            (Dress, new Choice(("closed", 0.93f), ("line", 0.07f), ("open", 0)))));
        _openHem = Declare("open-hem", 0.004f, 0.114f);
        _collar = Declare("collar", new ByClass(
            new Choice(("none", 0.98f), ("stand", 0.01f), ("leaves", 0.01f), ("lapels", 0), ("hood", 0)),
            (Pullover, new Choice(("none", 0.7f), ("stand", 0.14f), ("leaves", 0.02f), ("lapels", 0), ("hood", 0.14f))),
            (Coat, new Choice(("none", 0.1f), ("stand", 0.24f), ("leaves", 0.22f), ("lapels", 0.26f), ("hood", 0.18f))),
            (Shirt, new Choice(("none", 0.34f), ("stand", 0.08f), ("leaves", 0.58f), ("lapels", 0), ("hood", 0)))));
        _collarSize = Declare("collar-size", new ByClass(new Uniform(0.026f, 0.099f), (Coat, new Uniform(0.029f, 0.141f)), (Pullover, new Uniform(0.029f, 0.141f))));
        _placketWidth = Declare("placket-width", new ByClass(new Uniform(0.004f, 0.026f), (Coat, new Uniform(0.002f, 0.037f))));
        _buttonSpacing = Declare("button-spacing", 0.04f, 0.16f);
        _bandHeight = Declare("band-height", new ByClass(new Uniform(0.01f, 0.035f), (Pullover, new Uniform(0.015f, 0.095f)), (Coat, new Uniform(0.008f, 0.098f))));
        _pockets = Declare("pockets", new ByClass(
            new Choice(("none", 0.92f), ("chest", 0.08f), ("two chest", 0), ("two low", 0)),
            (Shirt, new Choice(("none", 0.55f), ("chest", 0.25f), ("two chest", 0.2f), ("two low", 0))),
            (Coat, new Choice(("none", 0.3f), ("chest", 0.05f), ("two chest", 0.2f), ("two low", 0.45f)))));
        _pocketSize = Declare("pocket-size", 0.019f, 0.076f);
        _strapWidth = Declare("strap-width", 0.006f, 0.027f);
        _strapLength = Declare("strap-length", 0.02f, 0.19f);
        _strapSpread = Declare("strap-spread", 0, 0.45f);
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.ClassId is not (TShirt or Pullover or Dress or Coat or Shirt))
            return;
        var sleeve = (Sleeve)iteration.Draw(_sleeve);
        var shape = DrawShape(iteration, sleeve);
        var body = iteration.Scene.Add("body", iteration.Subject).GetComponent<MeshRenderer>()!;
        TopMeshes.AddBody(body.Mesh, shape);
        SetFront(iteration, ref body.Cloth(), shape);
        if (sleeve == Sleeve.Strap)
        {
            var straps = iteration.Scene.Add("strap", iteration.Subject).GetComponent<MeshRenderer>()!;
            TopMeshes.AddStraps(straps.Mesh, shape, iteration.Draw(_strapWidth), iteration.Draw(_strapLength), iteration.Draw(_strapSpread));
        }
        else if (shape.SleeveLength > 0)
        {
            var sleeves = iteration.Scene.Add("sleeve", iteration.Subject).GetComponent<MeshRenderer>()!;
            TopMeshes.AddSleeve(sleeves.Mesh, shape, -1, shape.SleeveAngleLeft);
            TopMeshes.AddSleeve(sleeves.Mesh, shape, 1, shape.SleeveAngleRight);
            sleeves.Cloth().Band = body.Cloth().Band;
        }
        if (shape.Collar != CollarKind.None)
            TopMeshes.AddCollar(iteration.Scene.Add("collar", iteration.Subject).GetComponent<MeshRenderer>()!.Mesh, shape);
    }

    private TopShape DrawShape(Iteration iteration, Sleeve sleeve)
    {
        var height = iteration.Draw(_height);
        var torso = height * iteration.Draw(_torso);
        var chest = height * iteration.Draw(_chest);
        var waist = chest * iteration.Draw(_waist);
        var shoulder = chest * iteration.Draw(_shoulder);
        var bare = sleeve is Sleeve.None or Sleeve.Strap;
        var isLong = sleeve == Sleeve.Long;
        var width = torso * iteration.Draw(_sleeveWidth) * (isLong ? 0.78f : 1);
        var cuff = width * iteration.Draw(_cuffWidth);
        var shape = new TopShape
        {
            Height = height,
            Torso = torso,
            Chest = chest,
            Waist = waist,
            Hem = iteration.Is(_flared) ? chest * iteration.Draw(_flare) : waist * iteration.Draw(_hem),
            // Without sleeves the shoulder line is what the armholes leave of it.
            Shoulder = shoulder * (bare ? 0.82f : 1),
            WaistAt = iteration.Draw(_waistAt),
            ShoulderDrop = torso * iteration.Draw(_shoulderDrop) * (sleeve == Sleeve.Strap ? 0.3f : 1),
            NeckFront = torso * iteration.Draw(_neckFront),
            NeckBack = 0.015f,
            NeckKind = (NeckKind)iteration.Draw(_neckKind),
            Armhole = torso * iteration.Draw(_armhole) * (bare ? 0.95f : 0.85f),
            Depth = iteration.Draw(_depth),
            SleeveLength = torso * sleeve switch
            {
                Sleeve.Short => iteration.Draw(_sleeveShort),
                Sleeve.Elbow => iteration.Draw(_sleeveElbow),
                Sleeve.Long => iteration.Draw(_sleeveLong),
                _ => 0,
            },
            Bow = isLong ? Math.Max(0, iteration.Draw(_bow)) : 0,
            SleeveWidth = width,
            CuffWidth = cuff,
            HemCurve = height * iteration.Draw(_hemCurve),
            GapShade = iteration.Draw(_gapShade),
            HemSlant = iteration.Draw(_hemSlant),
            Bend = iteration.Draw(_bend),
            Collar = (CollarKind)iteration.Draw(_collar),
            CollarSize = iteration.Draw(_collarSize),
        };
        if (!bare)
            SetAngles(iteration, ref shape, isLong);
        shape.Neck = shape.Shoulder * (sleeve == Sleeve.Strap ? 0.9f : iteration.Draw(_neck));
        if (shape.Collar is CollarKind.Stand or CollarKind.Leaves)
            shape.NeckFront = Math.Min(shape.NeckFront, 0.06f);
        if ((Front)iteration.Draw(_front) == Front.Open)
            (shape.OpenHem, shape.OpenNeck) = (iteration.Draw(_openHem), Math.Min(0.6f * shape.Neck, 0.035f));
        return shape;
    }

    private void SetAngles(Iteration iteration, ref TopShape shape, bool isLong)
    {
        // A long sleeve hangs so that its cuff leaves a gap beside the body.
        var cuffX = shape.Chest + shape.Torso * iteration.Draw(_gapLong) + shape.CuffWidth;
        var hanging = MathF.Asin(Math.Clamp((cuffX - TopMeshes.ArmBegin(shape)) / shape.SleeveLength, -0.12f, 0.5f));
        var angle = isLong ? hanging : iteration.Draw(_angleShort);
        var uneven = iteration.Draw(_angleUneven);
        (shape.SleeveAngleLeft, shape.SleeveAngleRight) = (angle + uneven, angle - uneven);
    }

    private void SetFront(Iteration iteration, ref ClothSurface material, in TopShape shape)
    {
        if ((Front)iteration.Draw(_front) == Front.Line)
        {
            material.PlacketHalfWidth = iteration.Draw(_placketWidth);
            material.ButtonSpacing = iteration.Draw(_buttonSpacing);
        }
        material.Band = new(-0.2f, iteration.Draw(_bandHeight));
        material.PrintFrame = new(0, shape.Height - shape.NeckFront - shape.Height * 0.22f, shape.Chest * 0.62f, shape.Height * 0.14f);
        var pockets = iteration.Draw(_pockets);
        if (pockets == 0)
            return;
        material.PocketHalf = iteration.Draw(_pocketSize);
        material.PocketSides = pockets >= 2 ? 1 : 0;
        material.PocketCenter = new(shape.Chest * 0.5f, shape.Height * (pockets == 3 ? 0.24f : 0.62f));
    }
}
