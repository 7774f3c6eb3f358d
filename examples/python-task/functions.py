"""The functions that want a docstring, in the order of the family's items. A new name is another item."""


def split_evenly(total: int, parts: int) -> list[int]:
    if parts < 1:
        raise ValueError("parts must be 1 or more")
    share, rest = divmod(total, parts)
    return [share + (index < rest) for index in range(parts)]


def next_delay(attempt: int, base: float = 0.5, limit: float = 30.0) -> float | None:
    if attempt >= 8:
        return None
    return min(limit, base * 2.0**attempt)


def merge_spans(spans: list[tuple[int, int]], gap: int = 0) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start > end:
            continue
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def parse_duration(text: str, default_unit: str = "s") -> int:
    seconds = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    text = text.strip().lower()
    number, unit = (text[:-1], text[-1]) if text[-1:] in seconds else (text, default_unit)
    return round(float(number) * seconds[unit])


def top_words(text: str, count: int, ignored: frozenset[str] = frozenset()) -> list[tuple[str, int]]:
    tally: dict[str, int] = {}
    for word in text.casefold().split():
        word = word.strip(".,;:!?")
        if word and word not in ignored:
            tally[word] = tally.get(word, 0) + 1
    return sorted(tally.items(), key=lambda entry: (-entry[1], entry[0]))[:count]


def admit(arrivals: list[float], now: float, quota: int, window: float) -> bool:
    while arrivals and arrivals[0] <= now - window:
        arrivals.pop(0)
    if len(arrivals) >= quota:
        return False
    arrivals.append(now)
    return True
