using System.Numerics;
using FewLabels.Sim.Core.Datasets.Assets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers.Pictures;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>Lays pictures of a folder on objects: sets the albedo's texture, its scale and its offset, and keeps all else of the material.</summary>
public sealed class TextureRandomizer : Randomizer
{
    private readonly TaggedObjects _objects;
    private readonly Setting _folder;
    private readonly PictureFolder<Texture> _pictures;
    private readonly Parameter _pick, _repeats, _offsetX, _offsetY;

    /// <param name="objects">Those with a <see cref="TextureTag"/> when null.</param>
    public TextureRandomizer(TextureOptions? options = null, string name = "texture", TaggedObjects? objects = null)
        : base(name)
    {
        options ??= new();
        _objects = objects ?? TaggedObjects.With<TextureTag>();
        _folder = Setting("folder", options.Folder, "a folder of pictures");
        _pictures = PictureFolder.OfTextures(_folder, options.Load);
        _pick = Declare("pick", options.Pick, allowed: Allowed.Share, about: "which of the folder's pictures, a share of the sorted list");
        _repeats = Declare("repeats", options.Repeats, allowed: new(0.001f, 1000), about: "repeats of the picture across the object");
        _offsetX = Declare("offset-x", options.Offset, allowed: Allowed.Any, about: "where the picture begins across, in repeats");
        _offsetY = Declare("offset-y", options.Offset, allowed: Allowed.Any, about: "where the picture begins down, in repeats");
    }

    public override IEnumerable<Asset> Assets => _pictures.Assets;

    /// <exception cref="FewLabelsException">No folder is named, or it is missing or empty, or a file can't be opened.</exception>
    public override void OnScenarioStart()
    {
        _pictures.Open();
        if (!_pictures.IsGiven)
            throw new FewLabelsException("No folder of pictures is named", _folder.Path, "Name one, or switch the randomizer off.", ExitCode.WrongUsage);
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var (number, thing) in _objects.Active(iteration))
        {
            var texture = _pictures.At(iteration.Draw(_pick, number));
            var scale = new Vector2(iteration.Draw(_repeats, number));
            var offset = new Vector2(iteration.Draw(_offsetX, number), iteration.Draw(_offsetY, number));
            foreach (var renderer in _objects.Renderers(thing))
            {
                var material = (renderer.Material as StandardMaterial)?.Copy() ?? new() { DoubleSided = renderer.Material?.DoubleSided ?? false };
                (material.AlbedoTexture, material.TextureScale, material.TextureOffset) = (texture, scale, offset);
                renderer.Material = material;
            }
        }
    }
}
