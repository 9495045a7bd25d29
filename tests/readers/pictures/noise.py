"""Pictures of noise, the same every time: where bytes are hurt at random, whether that shows must not be a matter of luck."""

from __future__ import annotations

from random import Random

from PIL import Image


def noise(size: tuple[int, int], sigma: float, seed: int = 1) -> Image.Image:
    """Return grey values around 128 that differ by ``sigma``."""
    random = Random(seed)
    values = (min(max(round(random.gauss(128, sigma)), 0), 255) for _ in range(size[0] * size[1]))
    return Image.frombytes("L", size, bytes(values))
