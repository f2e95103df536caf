using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Networks.Layers;
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
        x = see(load(folder + '/input.safetensors')['x'])
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
            answers['exact'] = theirs.double()(x.double()).float()
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
        def small(net):
            net.conv1, net.maxpool = torch.nn.Conv2d(3, 64, 3, 1, 1, bias=False), torch.nn.Identity()
            return net

        """;

    /// <summary>The networks of Ganin et al. 2016, figure 4, as it draws them: a rectifier, then the pool. Dropout changes nothing in evaluation.</summary>
    private const string Dann = """
        import torch.nn as nn, torch.nn.functional as F
        class Dann(nn.Module):
            def __init__(self, convolutions, pools, widths):
                super().__init__()
                self.pools, self.deep = pools, len(widths) - 1
                for i, c in enumerate(convolutions): setattr(self, f'conv{i + 1}', nn.Conv2d(*c))
                for i in range(self.deep): setattr(self, f'fc{i + 1}', nn.Linear(widths[i], widths[i + 1]))
            def forward(self, x):
                for i, pool in enumerate(self.pools):
                    x = F.relu(getattr(self, f'conv{i + 1}')(x))
                    if pool: x = F.max_pool2d(x, *pool)
                x = x.flatten(1)
                for i in range(self.deep):
                    x = getattr(self, f'fc{i + 1}')(x)
                    if i + 1 < self.deep: x = F.relu(x)
                return x

        """;

    /// <summary>What a network is shown, of images in [−1, 1].</summary>
    private static readonly Dictionary<string, string> See = new()
    {
        ["symmetric"] = "see = lambda x: x\n",
        ["imagenet"] = "see = lambda x: torchvision.transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))((x + 1) / 2)\n",
    };

    [Theory]
    [InlineData("resnet18", 65, 1000, "symmetric", "make = torchvision.models.resnet18\n")]
    [InlineData("resnet18", 65, 1000, "imagenet", "make = torchvision.models.resnet18\n")]
    [InlineData("resnet50", 64, 1000, "imagenet", "make = torchvision.models.resnet50\n")]
    [InlineData("resnet18-small", 24, 10, "symmetric", SmallStem + "make = lambda: small(torchvision.models.resnet18(num_classes=10))\n")]
    [InlineData("resnet50-small", 24, 10, "symmetric", SmallStem + "make = lambda: small(torchvision.models.resnet50(num_classes=10))\n")]
    [InlineData("wrn-28-2", 24, 10, "symmetric", Wide)]
    [InlineData("dann-mnist", 28, 10, "symmetric", Dann + "make = lambda: Dann([(3, 32, 5), (32, 48, 5)], [(2,), (2,)], [768, 100, 100, 10])\n")]
    [InlineData("dann-svhn", 32, 10, "symmetric", Dann + "make = lambda: Dann([(3, 64, 5, 1, 2), (64, 64, 5, 1, 2), (64, 128, 5, 1, 2)], [(3, 2), (3, 2), None], [6272, 3072, 2048, 10])\n")]
    [InlineData("dann-gtsrb", 40, 43, "symmetric", Dann + "make = lambda: Dann([(3, 96, 5), (96, 144, 3), (144, 256, 5)], [(2,), (2,), (2,)], [1024, 512, 43])\n")]
    public void Weights_go_both_ways_and_give_the_same_logits(string name, int size, int classes, string normalisation, string make)
    {
        using var network = Trained(name, size, classes, normalisation);
        ModelFolder.Save(_folder, network);
        var images = NetworkCatalogTests.Images(network, 4);
        SafeTensors.Write(Path.Combine(_folder, "input.safetensors"), [("x", images)]);
        PyTorch.Run(See[normalisation] + make + Exchange, _folder);
        var answers = ReadTensors.Into(_scope, Path.Combine(_folder, "answers.safetensors"));

        using var guard = no_grad();
        // As the two files have it, and nothing that this network remembers beside them.
        using (var loaded = ModelFolder.Load(_folder))
            AssertNear(answers["ours"], loaded.Classify(loaded.Features(images, Domain.Target)));
        network.eval();
        Assert.Null(PretrainedWeights.Load(network, Path.Combine(_folder, "theirs.safetensors")));
        foreach (var domain in Enum.GetValues<Domain>())
            AssertNear(answers["evaluated"], network.Classify(network.Features(images, domain)));
        if (network.modules().OfType<KeyedDropout>().Any())
            return;
        network.train();
        // Fifty layers, each divided by the deviation of a few dozen values, magnify rounding. How far, PyTorch's float32 shows against its own float64.
        var rounding = 3 * (answers["trained"] - answers["exact"]).abs().max().item<float>();
        Assert.InRange(rounding, 0, 1e-3);
        AssertNear(answers["exact"], network.Classify(network.Features(images, Domain.Source)), rounding);
    }

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Network Trained(string name, int size, int classes, string normalisation)
    {
        var shape = new NetworkShape(name, size, 3, [.. Enumerable.Range(0, classes).Select(i => $"{i}")]) { Normalisation = InputNormalisation.All.First(known => known.Name == normalisation) };
        var network = Network.Create(shape, 1);
        network.train();
        using var guard = no_grad();
        network.Features(NetworkCatalogTests.Images(network, 4) * 0.5, Domain.Target);
        network.Features(NetworkCatalogTests.Images(network, 4) * 2, Domain.Source);
        return network;
    }

    private static void AssertNear(Tensor expected, Tensor found, double rounding = 0)
    {
        var scale = Math.Max(1, expected.abs().max().item<float>());
        var apart = (expected - found).abs().max().item<float>();
        Assert.True(apart <= Math.Max(Near * scale, rounding) && expected.std().item<float>() > 1e-3, $"{apart} apart, of {scale}");
    }
}
