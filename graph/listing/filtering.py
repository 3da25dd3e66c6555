"""The filters of one list as bits: one for each record, so that no record is looked at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.records import Choice, Option


@dataclass(frozen=True)
class Filtering:
    """The filters of one list: by name and choice, a bit for each record of the list."""

    everything: int
    found: Mapping[str, Mapping[Choice, int]]

    def matching(self, chosen: Mapping[str, str], but: str = "") -> int:
        """Return the records that have every chosen value; a name that is no filter is ignored."""
        kept = self.everything
        for name, choices in self.found.items():
            wanted = chosen.get(name)
            if wanted and name != but:
                of_value = 0
                for choice, members in choices.items():
                    of_value |= members if choice.value == wanted else 0
                kept &= of_value
        return kept

    def options(self, chosen: Mapping[str, str]) -> dict[str, tuple[Option, ...]]:
        """Return what each filter offers, counting what each option would show beside the others.

        An option that would show nothing is left out, unless it is the chosen one.
        """
        offered: dict[str, tuple[Option, ...]] = {}
        for name, choices in self.found.items():
            rest = self.matching(chosen, but=name)
            counted = (
                (choice, (rest & members).bit_count()) for choice, members in choices.items()
            )
            offered[name] = tuple(
                Option(choice, count)
                for choice, count in counted
                if count or choice.value == chosen.get(name)
            )
        return offered


def bits_of(places: Iterable[int], total: int) -> bytes:
    """Return a bit for each record of a list, set for those at some places; the first is lowest."""
    bits = bytearray((total + 7) // 8)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def places_of(members: int) -> Iterator[int]:
    """Yield the places of the bits that are set, in their order."""
    raw = members.to_bytes((members.bit_length() + 7) // 8, "little")
    for index, byte in enumerate(raw):
        for bit in range(8) if byte else ():
            if byte >> bit & 1:
                yield index * 8 + bit
