"""RandAugment and Cutout of RGB images of 32 pixels, one after another on PIL's images as torchvision has it. A step is --batch images."""
import numpy
from PIL import Image
from torchvision import transforms

from common import arguments, timed


def main():
    args = arguments(batch=256)
    augment = transforms.Compose([transforms.RandAugment(2, 9), transforms.ToTensor(), transforms.RandomErasing(1, (0.25, 0.25), (1, 1))])
    images = [Image.fromarray(image) for image in numpy.random.RandomState(1).randint(0, 256, (args.batch, 32, 32, 3), dtype=numpy.uint8)]

    timed(lambda: [augment(image) for image in images], args)


if __name__ == "__main__":
    main()
