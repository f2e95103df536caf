"""A SimCLR step (Chen et al. 2020) of ResNet-18 with the 3x3 stem of small images: two views each of --batch RGB images of 32 pixels, with torchvision's transforms."""
import torch
import torchvision
from torch import nn
from torch.nn import functional
from torchvision import transforms

from common import Noise, arguments, endless, timed


class Pair:
    def __init__(self, transform):
        self.transform = transform

    def __call__(self, image):
        return self.transform(image), self.transform(image)


def main():
    args = arguments(batch=256)
    view = transforms.Compose([
        transforms.RandomResizedCrop(32, scale=(0.08, 1)),
        transforms.RandomHorizontalFlip(),
        transforms.RandomApply([transforms.ColorJitter(0.4, 0.4, 0.4, 0.1)], p=0.8),
        transforms.RandomGrayscale(0.2),
        transforms.ToTensor(),
        transforms.Normalize((0.5,) * 3, (0.5,) * 3),
    ])
    images = endless(Noise(5000, 32, 3, Pair(view), 1), args.batch, args.workers)
    net = torchvision.models.resnet18(num_classes=10)
    net.conv1, net.maxpool, net.fc = nn.Conv2d(3, 64, 3, padding=1, bias=False), nn.Identity(), nn.Identity()
    head = nn.Sequential(nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 64))
    optimizer = torch.optim.AdamW([*net.parameters(), *head.parameters()], 0.002)
    others = ~torch.eye(2 * args.batch, dtype=torch.bool)
    positives = torch.cat([torch.arange(args.batch, 2 * args.batch), torch.arange(args.batch)])

    def step():
        (first, second), _ = next(images)
        optimizer.zero_grad(set_to_none=True)
        z = functional.normalize(head(net(torch.cat([first, second]))))
        similarity = (z @ z.t() / 0.2).masked_fill(~others, float("-inf"))
        functional.cross_entropy(similarity, positives).backward()
        optimizer.step()

    timed(step, args)


if __name__ == "__main__":
    main()
