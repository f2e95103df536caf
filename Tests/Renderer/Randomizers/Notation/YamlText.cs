using FewLabels.Sim.Renderer.Randomizers;
using YamlDotNet.RepresentationModel;

namespace FewLabels.Sim.Tests.Renderer.Randomizers.Notation;

/// <summary>A real YAML parser's view of a text, as the neutral tree.</summary>
internal static class YamlText
{
    public static SamplerText Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Of(stream.Documents[0].RootNode);
    }

    private static SamplerText Of(YamlNode node) => node switch
    {
        YamlScalarNode scalar => new SamplerWord(scalar.Value ?? ""),
        YamlSequenceNode list => new SamplerList([.. list.Children.Select(Of)]),
        YamlMappingNode mapping => new SamplerMapping([.. mapping.Children.Select(entry => (((YamlScalarNode)entry.Key).Value ?? "", Of(entry.Value)))]),
        _ => throw new ArgumentException($"{node.NodeType} has no place in a sampler.", nameof(node)),
    };
}
