# RandAugment and Cutout of 32x32 images as a user of torchvision writes it. A line on standard input is one round; its answer is images a second.
import sys, time

try:
    import numpy, torch
    from PIL import Image
    from torchvision import transforms
except ImportError:
    sys.exit(77)

torch.set_num_threads(1)
count = int(sys.argv[1])
noise = numpy.random.RandomState(1).randint(0, 256, (count, 32, 32, 3), numpy.uint8)
images = [Image.fromarray(pixels) for pixels in noise]
# Half of the side is a quarter of the area.
change = transforms.Compose([
    transforms.RandAugment(num_ops=2, magnitude=9),
    transforms.ToTensor(),
    transforms.RandomErasing(p=1, scale=(0.25, 0.25), ratio=(1, 1), value=0.5),
])
for _ in sys.stdin:
    start = time.perf_counter()
    batch = torch.stack([change(image) for image in images])
    print(count / (time.perf_counter() - start), flush=True)
