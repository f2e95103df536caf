using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>What a network costs: counted on the network itself, by a forward of one image, not by a formula of its shape.</summary>
/// <param name="Parameters">Numbers that are learned.</param>
/// <param name="MultiplyAdds">Multiplications, each with its addition, of convolutions and fully connected layers in a forward of one image; twice as many floating-point operations.</param>
public sealed record NetworkCost(long Parameters, long MultiplyAdds)
{
    public static NetworkCost Of(Network network)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        long count = 0;
        var layers = network.modules().ToArray();
        var removals = new List<Action>();
        foreach (var layer in layers.OfType<Convolution2d>())
            removals.Add(layer.register_forward_hook((_, _, made) => Count(made, layer.MultiplyAddsOfOutput)).remove);
        foreach (var layer in layers.OfType<FullyConnected>())
            removals.Add(layer.register_forward_hook((_, _, made) => Count(made, layer.MultiplyAddsOfOutput)).remove);
        var wasTraining = network.training;
        network.eval();
        try
        {
            network.Classify(network.Features(Layout.ChannelsLast(zeros(1, network.Shape.Channels, network.Shape.Size, network.Shape.Size)), Domain.Target));
        }
        finally
        {
            foreach (var remove in removals)
                remove();
            network.train(wasTraining);
        }
        return new(network.parameters().Sum(p => p.numel()), count);

        Tensor Count(Tensor made, long ofOutput)
        {
            count += made.numel() * ofOutput;
            return made;
        }
    }
}
