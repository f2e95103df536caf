"""What the scripts share: their arguments, images of noise, and a clock. Each prints one line of JSON."""
import argparse
import json
import time

import numpy
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset


def arguments(**more):
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=50, help="timed steps")
    parser.add_argument("--warm-up", type=int, default=5, help="steps before")
    parser.add_argument("--threads", type=int, default=0, help="of torch; 0 for its own choice")
    parser.add_argument("--workers", type=int, default=2, help="processes of each DataLoader")
    for name, default in more.items():
        if default is False:
            parser.add_argument(f"--{name}", action="store_true")
        else:
            parser.add_argument(f"--{name}", type=type(default), default=default)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    return args


class Noise(Dataset):
    """Images that show nothing, in memory as bytes: [N, side, side, channels], with labels 0 to 9."""

    def __init__(self, count, side, channels, transform, seed):
        shape = (count, side, side) if channels == 1 else (count, side, side, channels)
        self.images = numpy.random.RandomState(seed).randint(0, 256, shape, dtype=numpy.uint8)
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.transform(Image.fromarray(self.images[index])), index % 10


def endless(dataset, batch, workers):
    """Shuffled batches without end, made by so many processes."""
    loader = DataLoader(dataset, batch, shuffle=True, drop_last=True, num_workers=workers, persistent_workers=workers > 0)
    while True:
        yield from loader


def timed(step, args):
    """Runs step() and prints the mean seconds of one."""
    for _ in range(args.warm_up):
        step()
    start = time.perf_counter()
    for _ in range(args.steps):
        step()
    seconds = (time.perf_counter() - start) / args.steps
    print(json.dumps({"seconds": seconds, "threads": torch.get_num_threads(), "torch": torch.__version__}))
