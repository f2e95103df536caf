"""
A DANN step (Ganin et al. 2016) of the paper's network for digits, 64 renders and 64 photos of 28 pixels, grey.
As a user writes it: rectifier, then pool; channels first; two DataLoaders with a random shift. With --tuned: pool, then rectifier, the same function for less work;
channels last; and one batch that never changes, so that nothing is left but the step.
"""
import torch
from torch import nn
from torch.nn import functional
from torchvision import transforms

from common import Noise, arguments, endless, timed


class Reverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.strength = strength
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gradient):
        return -ctx.strength * gradient, None


class Net(nn.Module):
    def __init__(self, tuned):
        super().__init__()
        self.tuned = tuned
        self.conv1 = nn.Conv2d(1, 32, 5)
        self.conv2 = nn.Conv2d(32, 48, 5)
        self.classifier = nn.Sequential(nn.Linear(768, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 10))
        self.domain = nn.Sequential(nn.Linear(768, 100), nn.ReLU(), nn.Linear(100, 1))

    def features(self, x):
        for conv in (self.conv1, self.conv2):
            x = conv(x)
            x = functional.relu(functional.max_pool2d(x, 2)) if self.tuned else functional.max_pool2d(functional.relu(x), 2)
        return x.flatten(1)


def main():
    args = arguments(tuned=False)
    transform = transforms.Compose([transforms.RandomCrop(28, padding=2), transforms.ToTensor(), transforms.Normalize(0.5, 0.5)])
    source = endless(Noise(5000, 28, 1, transform, 1), 64, args.workers)
    target = endless(Noise(5000, 28, 1, transform, 2), 64, args.workers)
    net = Net(args.tuned)
    if args.tuned:
        net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), 0.01, momentum=0.9, nesterov=True, weight_decay=5e-4)

    def prepared():
        (renders, labels), (photos, _) = next(source), next(target)
        if args.tuned:
            renders, photos = renders.contiguous(memory_format=torch.channels_last), photos.contiguous(memory_format=torch.channels_last)
        return renders, labels, photos

    fixed = prepared() if args.tuned else None

    def step():
        renders, labels, photos = fixed or prepared()
        optimizer.zero_grad(set_to_none=True)
        features, others = net.features(renders), net.features(photos)
        loss = functional.cross_entropy(net.classifier(features), labels)
        on_renders, on_photos = net.domain(Reverse.apply(features, 0.5)), net.domain(Reverse.apply(others, 0.5))
        loss = loss + (functional.binary_cross_entropy_with_logits(on_renders, torch.ones_like(on_renders))
                       + functional.binary_cross_entropy_with_logits(on_photos, torch.zeros_like(on_photos))) / 2
        loss.backward()
        optimizer.step()

    timed(step, args)


if __name__ == "__main__":
    main()
