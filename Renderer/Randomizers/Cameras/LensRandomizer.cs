using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>Sets the camera's projection: field of view, principal point, ratio of focal lengths, or parallel rays.</summary>
public sealed class LensRandomizer : Randomizer
{
    private readonly Parameter _fieldOfView, _orthographic, _size;
    private readonly Parameter? _principalX, _principalY, _focalRatio;

    public LensRandomizer(LensOptions? options = null, string name = "lens")
        : base(name)
    {
        options ??= new();
        _fieldOfView = Declare("field-of-view", options.FieldOfView, allowed: new(0.1f, 170), unit: "deg", about: "vertical");
        _orthographic = Declare("orthographic", options.Orthographic, about: "are the rays parallel?");
        _size = Declare("orthographic-size", options.OrthographicSize, allowed: new(0.0001f, 10_000), unit: "m", about: "half the height of what parallel rays see");
        _principalX = Optional("principal-x", options.PrincipalX, new(-1, 1), "the principal point's shift to the right, in half frames");
        _principalY = Optional("principal-y", options.PrincipalY, new(-1, 1), "the principal point's shift upwards, in half frames");
        _focalRatio = Optional("focal-ratio", options.FocalRatio, new(0.1f, 10), "horizontal focal length over the vertical one");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        var camera = iteration.Scene.Camera;
        camera.Orthographic = iteration.Is(_orthographic);
        if (camera.Orthographic)
            camera.OrthographicSize = iteration.Draw(_size);
        else
            camera.FieldOfView = float.DegreesToRadians(iteration.Draw(_fieldOfView));
        camera.LensScale = new(_focalRatio is null ? 1 : iteration.Draw(_focalRatio), 1);
        camera.LensShift = new Vector2(
            _principalX is null ? 0 : iteration.Draw(_principalX), _principalY is null ? 0 : iteration.Draw(_principalY));
    }

    private Parameter? Optional(string name, Sampler? sampler, Allowed allowed, string about) =>
        sampler is null ? null : Declare(name, sampler, allowed: allowed, about: about);
}
