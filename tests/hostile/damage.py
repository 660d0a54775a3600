"""A sound document with bytes lost, turned, doubled or put in at random, the same each time."""

import random
from collections.abc import Callable
from functools import partial

from tests.hostile.sound import MAIN, RECORD, Files, named, parts, sound, with_parts

Damage = Callable[[bytearray, random.Random], None]


def damage() -> Files:
    """Damaged packages, and packages of damaged parts."""
    for name, harm in _WAYS.items():
        yield from named("damaged", {f"{name}-{seed}": partial(_damaged, harm, seed) for seed in range(10)})
        yield from named("damaged", {f"part-{name}-{seed}": partial(_part, harm, seed) for seed in range(14)})


def _damaged(harm: Damage, seed: int) -> bytes:
    content = bytearray(sound())
    harm(content, _chance(seed))
    return bytes(content)


def _part(harm: Damage, seed: int) -> bytes:
    """Every second time the text or the record, as most of what is read stands there."""
    chance, every = _chance(seed), list(parts())
    name = chance.choice(every) if seed % 2 else chance.choice([MAIN, RECORD])
    content = bytearray(parts()[name])
    harm(content, chance)
    return with_parts({name: bytes(content)})


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same each time


def _turn(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 5)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _lose(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.randint(1, 300)]


def _put(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = chance.randbytes(chance.randint(1, 300))


def _double(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = content[at : at + chance.randint(1, 3000)]


def _blank(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at : at + 300] = bytes(len(content[at : at + 300]))


_WAYS: dict[str, Damage] = {
    "turned": _turn,
    "cut": _cut,
    "lost": _lose,
    "put": _put,
    "doubled": _double,
    "blanked": _blank,
}
