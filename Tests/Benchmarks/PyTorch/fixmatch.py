"""A FixMatch step (Sohn et al. 2020) of WRN-28-2: --batch labelled RGB images of 32 pixels and --ratio times as many unlabelled ones, weak and strong, with torchvision's transforms."""
import torch
from torch import nn
from torch.nn import functional
from torchvision import transforms

from common import Noise, arguments, endless, timed


class Block(nn.Module):
    def __init__(self, before, after, stride, activates_shortcut):
        super().__init__()
        self.bn1, self.bn2 = nn.BatchNorm2d(before, eps=1e-3, momentum=1e-3), nn.BatchNorm2d(after, eps=1e-3, momentum=1e-3)
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.shortcut = nn.Conv2d(before, after, 1, stride, bias=False) if before != after or stride != 1 else None
        self.activates_shortcut = activates_shortcut

    def forward(self, x):
        y = functional.leaky_relu(self.bn1(x), 0.1)
        if self.activates_shortcut:
            x = y
        z = self.conv2(functional.leaky_relu(self.bn2(self.conv1(y)), 0.1))
        return z + (x if self.shortcut is None else self.shortcut(x))


class WideResNet(nn.Module):
    def __init__(self):
        super().__init__()
        blocks, before = [], 16
        for width, stride in ((32, 1), (64, 2), (128, 2)):
            for i in range(4):
                blocks.append(Block(before, width, stride if i == 0 else 1, i == 0 and stride == 1))
                before = width
        self.conv1, self.blocks = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.Sequential(*blocks)
        self.bn1, self.fc = nn.BatchNorm2d(128, eps=1e-3, momentum=1e-3), nn.Linear(128, 10)

    def forward(self, x):
        return self.fc(functional.leaky_relu(self.bn1(self.blocks(self.conv1(x))), 0.1).mean((2, 3)))


class WeakAndStrong:
    def __init__(self, weak, strong):
        self.weak, self.strong = weak, strong

    def __call__(self, image):
        return self.weak(image), self.strong(image)


def main():
    args = arguments(batch=32, ratio=3)
    moved = [transforms.RandomHorizontalFlip(), transforms.RandomCrop(32, padding=4, padding_mode="reflect")]
    made = [transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)]
    weak = transforms.Compose(moved + made)
    # A grey square of half the side: Cutout.
    strong = transforms.Compose(moved + [transforms.RandAugment(2, 9)] + made + [transforms.RandomErasing(1, (0.25, 0.25), (1, 1))])
    labelled = endless(Noise(4000, 32, 3, weak, 1), args.batch, args.workers)
    unlabelled = endless(Noise(5000, 32, 3, WeakAndStrong(weak, strong), 2), args.batch * args.ratio, args.workers)
    net = WideResNet()
    average = WideResNet()
    optimizer = torch.optim.SGD(net.parameters(), 0.03, momentum=0.9, nesterov=True, weight_decay=5e-4)

    def step():
        (images, labels), ((first, second), _) = next(labelled), next(unlabelled)
        optimizer.zero_grad(set_to_none=True)
        logits = net(torch.cat([images, first, second]))
        known, sure, asked = logits.split([len(images), len(first), len(second)])
        confidence, answers = sure.detach().softmax(1).max(1)
        loss = functional.cross_entropy(known, labels)
        loss = loss + (functional.cross_entropy(asked, answers, reduction="none") * (confidence >= 0.95)).mean()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for mine, theirs in zip(average.state_dict().values(), net.state_dict().values()):
                if mine.is_floating_point():
                    mine.mul_(0.999).add_(theirs, alpha=0.001)

    timed(step, args)


if __name__ == "__main__":
    main()
