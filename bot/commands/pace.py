"""How many questions one person, and one workspace, may ask in a while: more than people do, fewer than a script would.

Kept in memory, by each process for itself: it guards the machine, and is no bill.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

SPAN = timedelta(minutes=10)
MOST_OF_PERSON = 240
"""A channel's 200 questions at once are answered, were they all of one person."""
MOST_OF_WORKSPACE = 2400
_MOST_KEYS = 5000


class Pace:
    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, ...], deque[datetime]] = OrderedDict()

    def allows(self, platform: str, workspace: str, person: str, now: datetime) -> bool:
        """Whether one more is in order; it then counts."""
        own = self._lately((platform, workspace, person), now)
        every = self._lately((platform, workspace), now) if workspace else deque[datetime]()
        if len(own) >= MOST_OF_PERSON or len(every) >= MOST_OF_WORKSPACE:
            return False
        own.append(now)
        every.append(now)
        return True

    def _lately(self, key: tuple[str, ...], now: datetime) -> deque[datetime]:
        times = self._asked.setdefault(key, deque())
        self._asked.move_to_end(key)
        while times and now - times[0] >= SPAN:
            times.popleft()
        if len(self._asked) > _MOST_KEYS:
            self._asked.popitem(last=False)
        return times
