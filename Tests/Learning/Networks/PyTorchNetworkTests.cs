using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Tests.Learning.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

/// <summary>Networks against torchvision's and, where it has none, a literal transcription: weights go both ways, and the same input gives the same logits.</summary>
public sealed class PyTorchNetworkTests : IDisposable
{
    private const double Near = 1e-4;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>Answers of PyTorch's network with its own weights in evaluation and training, and with ours in evaluation.</summary>
    private const string Exchange = """
        folder = sys.argv[1]
        x = load(folder + '/input.safetensors')['x']
        torch.manual_seed(3)
        theirs = make()
        for p in theirs.parameters():
            if p.dim() == 1:
                p.data.add_(0.1 * torch.randn_like(p))
        with torch.no_grad():
            theirs.train()
            theirs(torch.randn_like(x) * 0.7 + 0.2)
            theirs.eval()
            answers = {'evaluated': theirs(x)}
            save(folder + '/theirs.safetensors', theirs.state_dict())
            theirs.train()
            answers['trained'] = theirs(x)
            ours = make()
            ours.load_state_dict(load(folder + '/model.safetensors'), strict=True)
            ours.eval()
            answers['ours'] = ours(x)
        save(folder + '/answers.safetensors', answers)
        """;

    private const string Wide = """
        import torch.nn as nn, torch.nn.functional as F
        def bn(c): return nn.BatchNorm2d(c, eps=1e-3, momentum=1e-3)
        class Block(nn.Module):
            def __init__(self, a, b, stride, first):
                super().__init__()
                self.first = first
                self.bn1, self.conv1 = bn(a), nn.Conv2d(a, b, 3, stride, 1, bias=False)
                self.bn2, self.conv2 = bn(b), nn.Conv2d(b, b, 3, 1, 1, bias=False)
                if a != b: self.shortcut = nn.Conv2d(a, b, 1, stride, bias=False)
            def forward(self, x):
                y = F.leaky_relu(self.bn1(x), 0.1)
                if self.first: x = y
                y = self.conv2(F.leaky_relu(self.bn2(self.conv1(y)), 0.1))
                return (self.shortcut(x) if hasattr(self, 'shortcut') else x) + y
        class Wide(nn.Module):
            def __init__(self):
                super().__init__()
                self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
                group = lambda a, b, s: nn.Sequential(*[Block(a if i == 0 else b, b, s if i == 0 else 1, i == 0 and s == 1) for i in range(4)])
                self.layer1, self.layer2, self.layer3 = group(16, 32, 1), group(32, 64, 2), group(64, 128, 2)
                self.bn1, self.fc = bn(128), nn.Linear(128, 10)
            def forward(self, x):
                x = self.layer3(self.layer2(self.layer1(self.conv1(x))))
                return self.fc(F.leaky_relu(self.bn1(x), 0.1).mean((2, 3)))
        make = Wide

        """;

    private const string SmallStem = """
        def make():
            net = torchvision.models.resnet18(num_classes=10)
            net.conv1, net.maxpool = torch.nn.Conv2d(3, 64, 3, 1, 1, bias=False), torch.nn.Identity()
            return net

        """;

    [Theory]
    [InlineData("resnet18", 65, 1000, "make = torchvision.models.resnet18\n")]
    [InlineData("resnet50", 64, 1000, "make = torchvision.models.resnet50\n")]
    [InlineData("resnet18-small", 24, 10, SmallStem)]
    [InlineData("wrn-28-2", 24, 10, Wide)]
    public void Weights_go_both_ways_and_give_the_same_logits(string name, int size, int classes, string make)
    {
        using var network = Trained(name, size, classes);
        ModelFolder.Save(_folder, network);
        var images = NetworkCatalogTests.Images(network, 4);
        SafeTensors.Write(Path.Combine(_folder, "input.safetensors"), [("x", images)]);
        PyTorch.Run(make + Exchange, _folder);
        var answers = ReadTensors.Into(_scope, Path.Combine(_folder, "answers.safetensors"));

        using var guard = no_grad();
        network.eval();
        AssertNear(answers["ours"], network.Classify(network.Features(images, Domain.Target)));
        Assert.Null(PretrainedWeights.Load(network, Path.Combine(_folder, "theirs.safetensors")));
        foreach (var domain in Enum.GetValues<Domain>())
            AssertNear(answers["evaluated"], network.Classify(network.Features(images, domain)));
        network.train();
        AssertNear(answers["trained"], network.Classify(network.Features(images, Domain.Source)));
    }

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Network Trained(string name, int size, int classes)
    {
        var network = Network.Create(new(name, size, 3, [.. Enumerable.Range(0, classes).Select(i => $"{i}")]), 1);
        network.train();
        using var guard = no_grad();
        network.Features(NetworkCatalogTests.Images(network, 4) * 0.5, Domain.Target);
        network.Features(NetworkCatalogTests.Images(network, 4) * 2, Domain.Source);
        return network;
    }

    private static void AssertNear(Tensor expected, Tensor found)
    {
        var scale = Math.Max(1, expected.abs().max().item<float>());
        var apart = (expected - found).abs().max().item<float>();
        Assert.True(apart <= Near * scale && expected.std().item<float>() > 1e-3, $"{apart} apart, of {scale}");
    }
}
