"""The shifts of schedules, computed a second way: everything is walked through from its start, with the standard library's zoneinfo.

Reads {"zones": [...], "from": s, "to": s, "schedules": [{"layers": [{"zone", "people", "hours", "start", "during"}]}]} from stdin; "start" is
local minutes since 1970-01-01, "during" a list of [from, to) in minutes after Sunday 00:00, or null. Prints {"changes": per zone, "shifts": per schedule}.
"""

import json
import sys
from bisect import bisect_right
from datetime import datetime
from zoneinfo import ZoneInfo

WEEK = 7 * 1440
SAMPLE = 6 * 3600


def offset(zone, second):
    return int(datetime.fromtimestamp(second, zone).utcoffset().total_seconds())


class Clock:
    """Wall-clock minutes of one zone to seconds of UTC: the jump for a skipped time, the first pass for a repeated one."""

    def __init__(self, name, begin, end):
        self.zone = ZoneInfo(name)
        changes = [begin - 40 * 86400]
        step = changes[0]
        while step < end + 40 * 86400:
            after = step + SAMPLE
            if offset(self.zone, step) != offset(self.zone, after):
                low, high = step, after
                while high - low > 1:
                    middle = (low + high) // 2
                    if offset(self.zone, middle) == offset(self.zone, step):
                        low = middle
                    else:
                        high = middle
                changes.append(high)
            step = after
        self.spans = [(at, offset(self.zone, at)) for at in changes]

    def second(self, minute):
        wall = minute * 60
        for index in range(len(self.spans)):
            at, shift = self.spans[index]
            until = self.spans[index + 1][0] if index + 1 < len(self.spans) else float("inf")
            if wall - shift < until:
                return max(wall - shift, at)
        raise ValueError("no such time")

    def seconds(self, minutes):
        """The same for ascending minutes, walking along."""
        index = 0
        for minute in minutes:
            wall = minute * 60
            while index + 1 < len(self.spans) and wall - self.spans[index][1] >= self.spans[index + 1][0]:
                index += 1
            yield max(wall - self.spans[index][1], self.spans[index][0])


def turns(layer, clock, begin, end):
    """(second, person) of each handoff, from before `begin` to after `end`."""
    length = layer["hours"] * 60
    first = (begin // 60 - layer["start"]) // length - 2880 * 60 // length - 2
    last = (end // 60 - layer["start"]) // length + 2880 * 60 // length + 2
    people = layer["people"]
    starts = clock.seconds(layer["start"] + index * length for index in range(first, last))
    return [(second, people[index % len(people)]) for index, second in zip(range(first, last), starts)]


def windows(layer, clock, begin, end):
    if layer["during"] is None:
        return [(begin - 1, end + 1)]
    sunday = (begin // 60 - 3 * 1440) // WEEK * WEEK + 3 * 1440
    found = []
    for week in range(sunday - 2 * WEEK, end // 60 + 2 * WEEK, WEEK):
        for opens, closes in layer["during"]:
            found.append((clock.second(week + opens), clock.second(week + closes)))
    return found


def spans_of(layer, clock, begin, end):
    """(from, to, person) where the layer has somebody, oldest first."""
    handoffs = turns(layer, clock, begin, end)
    seconds = [second for second, _ in handoffs]
    found = []
    for opens, closes in windows(layer, clock, begin, end):
        index = bisect_right(seconds, opens) - 1
        while index < len(handoffs) and seconds[index] < closes:
            until = seconds[index + 1] if index + 1 < len(seconds) else closes
            low, high = max(opens, seconds[index], begin), min(closes, until, end)
            if low < high:
                found.append((low, high, handoffs[index][1]))
            index += 1
    return found


def overlay(stronger, weaker):
    """What `weaker` still has beside `stronger`, both in one list."""
    result, index = list(stronger), 0
    for low, high, person in weaker:
        while index < len(stronger) and stronger[index][1] <= low:
            index += 1
        at, look = low, index
        while at < high:
            if look >= len(stronger) or stronger[look][0] >= high:
                result.append((at, high, person))
                break
            if stronger[look][0] > at:
                result.append((at, stronger[look][0], person))
            at = max(at, stronger[look][1])
            look += 1
    return sorted(result)


def joined(spans):
    merged = []
    for low, high, person in spans:
        if merged and merged[-1][1] == low and merged[-1][2] == person:
            merged[-1][1] = high
        else:
            merged.append([low, high, person])
    return merged


def main():
    task = json.load(sys.stdin)
    begin, end = task["from"], task["to"]
    clocks = {name: Clock(name, begin, end) for name in task["zones"]}
    shifts = []
    for schedule in task["schedules"]:
        held = []
        for layer in schedule["layers"]:
            held = overlay(held, spans_of(layer, clocks[layer["zone"]], begin, end))
        shifts.append(joined(held))
    changes = {name: [[at, shift] for at, shift in clock.spans if begin <= at < end] for name, clock in clocks.items()}
    json.dump({"changes": changes, "shifts": shifts}, sys.stdout)


main()
