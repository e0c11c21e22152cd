#!/usr/bin/env python3
"""The draw of Jalon, written again from its definition: HMAC-SHA-256, a ChaCha20 of its own, unbiased indices, Fisher-Yates.

python3 check.py          recomputes every answer of draw.json from its inputs and compares
python3 check.py --make   writes draw.json from the inputs below (it is frozen: this is for the record)
"""
import hashlib
import hmac
import json
import pathlib
import sys

FILE = pathlib.Path(__file__).with_name("draw.json")


def keyed(key, domain, message):
    return hmac.new(key, domain.encode() + b"\0" + message, hashlib.sha256).digest()


def derive(session, release, attempt):
    # The canonical form of two ASCII members: sorted, without a space.
    context = '{"attempt":"%s","release":"%s"}' % (attempt, release)
    return keyed(session, "jalon/draw@1", context.encode())


def block(key, counter):
    """One block of ChaCha20 with nonce 0 (RFC 8439, section 2.3)."""
    mask = 0xFFFFFFFF
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    start += [int.from_bytes(key[at:at + 4], "little") for at in range(0, 32, 4)]
    start += [counter, 0, 0, 0]
    x = list(start)

    def quarter(a, b, c, d):
        for p, q, r, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[p] = (x[p] + x[q]) & mask
            x[r] ^= x[p]
            x[r] = ((x[r] << turn) | (x[r] >> (32 - turn))) & mask

    for _ in range(10):
        quarter(0, 4, 8, 12), quarter(1, 5, 9, 13), quarter(2, 6, 10, 14), quarter(3, 7, 11, 15)
        quarter(0, 5, 10, 15), quarter(1, 6, 11, 12), quarter(2, 7, 8, 13), quarter(3, 4, 9, 14)
    return [(word + first) & mask for word, first in zip(x, start)]


class Stream:
    def __init__(self, seed, purpose):
        self.key = keyed(seed, "jalon/draw@1/sub", purpose.encode())
        self.counter, self.left = 0, []

    def word(self):
        if not self.left:
            self.left = block(self.key, self.counter)
            self.counter += 1
        return self.left.pop(0)

    def below(self, n):
        if n <= 1:
            return 0
        zone = 2**32 - 2**32 % n
        while True:
            word = self.word()
            if word < zone:
                return word % n

    def shuffle(self, things):
        for place in range(len(things) - 1, 0, -1):
            other = self.below(place + 1)
            things[place], things[other] = things[other], things[place]
        return things


def draw(case):
    seed = seed_of(case)
    protocol, pool = case["protocol"], {item["id"]: item for item in case["pool"]}
    forms = protocol.get("forms", [])
    index = Stream(seed, "form").below(len(forms))
    form = forms[index] if forms else None
    taken, parts = [], []

    def enemies(one, other):
        return other in pool[one].get("enemies", []) or one in pool[other].get("enemies", [])

    def meets(rule, item):
        units, competences = rule.get("units", []), rule.get("competences", [])
        return (not units or item["unit"] in units) and (
            not competences or any(c in competences for c in item["competences"]))

    for part in protocol["parts"]:
        if part["id"] in case["exempt"]:
            continue
        items = []
        for section in part["sections"]:
            select, quotas = section["select"], section.get("quotas", [])
            bank = form if select["bank"] == "form" else select["bank"]["named"]
            kinds = select.get("interactions", [])
            supply = [pool[id] for id in sorted(pool)
                      if pool[id]["bank"] == bank and meets(select, pool[id])
                      and (not kinds or pool[id]["interaction"] in kinds)]
            stream = Stream(seed, "section/%s/%s" % (part["id"], section["id"]))
            stream.shuffle(supply)
            chosen = []

            def count(quota):
                return sum(meets(quota, item) for item in chosen)

            def fits(item):
                return (item["id"] not in taken and not any(enemies(item["id"], other) for other in taken)
                        and all(not meets(q, item) or count(q) < q["max"] for q in quotas))

            def take(wanted):
                for item in supply:
                    if wanted(item) and fits(item):
                        taken.append(item["id"])
                        chosen.append(item)
                        return True
                return False

            for quota in quotas:
                while count(quota) < quota["min"] and take(lambda item: meets(quota, item)):
                    pass
            while len(chosen) < section["count"] and take(lambda item: True):
                pass
            if len(chosen) != section["count"] or any(count(q) < q["min"] for q in quotas):
                return {"too-few": section["id"], "found": len(chosen)}
            if section["order"] == "drawn":
                stream.shuffle(chosen)
            else:
                chosen.sort(key=lambda item: item["id"])
            for item in chosen:
                entry = {"item": item["id"], "section": section["id"]}
                options = case["options"].get(item["id"])
                if options:
                    entry["options"] = Stream(seed, "options/" + item["id"]).shuffle(list(range(options)))
                items.append(entry)
        parts.append({"id": part["id"], "items": items})
    paper = {"parts": parts}
    if form:
        paper["form"] = form
    return paper


def seed_of(case):
    return derive(bytes.fromhex(case["session"]), case["release"], case["attempt"])


def answer(kind, case):
    if kind == "seeds":
        return {"seed": seed_of(case).hex()}
    if kind == "papers":
        return {"paper": draw(case)}
    stream = Stream(seed_of(case), case["purpose"])
    if kind == "words":
        return {"sub-seed": stream.key.hex(), "words": [stream.word() for _ in range(case["count"])]}
    if kind == "indices":
        return {"indices": [stream.below(case["below"]) for _ in range(case["count"])]}
    return {"order": stream.shuffle(list(range(case["length"])))}


def inputs():
    zero, ones, count = "00" * 32, "ff" * 32, bytes(range(32)).hex()
    attempts = ["a" * 26, "aeaqcaibaeaqcaibaeaqcaibae", "77777777777777777777777774", "mfrggzdfmztwq2lkmfrggzdfmy"]
    sessions, releases = [zero, count, ones, count], [zero, ones, count, zero]
    seeds = [{"session": session, "release": release, "attempt": attempt}
             for session, release, attempt in zip(sessions, releases, attempts)]
    first, second, third, fourth = seeds
    purposes = ["form", "section/a/a-1", "options/été"]
    words = [{**seed, "purpose": purpose, "count": 40} for seed, purpose in zip(seeds, purposes)]
    indices = [{**second, "purpose": "index", "below": n, "count": 12}
               for n in (0, 1, 2, 3, 7, 1000, 2**31, 3 * 10**9, 2**32 - 1)]
    shuffles = [{**second, "purpose": "shuffle", "length": length} for length in (0, 1, 2, 4, 5, 40)]
    text = {"fr": "Essai"}
    source = [{"title": "Invented for this vector", "read": "2026-11-22"}]
    kinds = ["choice", "choice", "choice", "choice", "numeric-entry", "extended-text"]
    pool, options = [], {}
    for bank in ("f1", "f2"):
        for unit in ("a", "b"):
            for place, kind in enumerate(kinds):
                id = "%s-%s-%d" % (bank, unit, place)
                item = {"format": "jalon/item-about@1", "id": id, "competences": ["%s%d" % (unit, place % 2)], "unit": unit,
                        "bank": bank, "interaction": kind, "kind": "recall", "difficulty": "easy", "sources": source}
                if place == 0:
                    item["enemies"] = ["%s-%s-1" % (bank, unit)]
                pool.append(item)
                if kind == "choice":
                    options[id] = 2 + place

    def section(id, count, order, **more):
        select = {"bank": more.pop("bank", "form")}
        select.update({name: more.pop(name) for name in ("units", "competences", "interactions") if name in more})
        return {"id": id, "select": select, "count": count, "order": order, "points": "1", **more}

    def part(id, *sections):
        return {"id": id, "title": text, "navigation": "free", "sections": list(sections)}

    def protocol(forms, *parts):
        return {"format": "jalon/protocol@1", "id": "essai", "referential": "essai", "title": text, "summary": text,
                "purpose": "exam", "scoring": "local", "assurance": "self", "proof": "quiz", "calibrated": False, "minutes": 5,
                "forms": forms, "sitting": "together", "pause": False, "while-away": "stop", "feedback": "none",
                "parts": list(parts), "claims": []}

    whole = protocol(["f1", "f2"],
                     part("a", section("a-1", 3, "drawn", units=["a"], interactions=["choice"],
                                       quotas=[{"competences": ["a1"], "min": 2, "max": 2}]),
                          section("a-2", 1, "by-id", units=["a"], interactions=["numeric-entry"])),
                     part("b", section("b-1", 4, "by-id", units=["b"])))
    named = protocol([], part("a", section("a-1", 5, "drawn", bank={"named": "f2"},
                                           quotas=[{"units": ["b"], "min": 1, "max": 3}, {"units": ["a"], "min": 0, "max": 2}])))
    never = protocol([], part("a", section("a-1", 4, "drawn", bank={"named": "f1"}, units=["a"], interactions=["choice"])))
    papers = [{**seed, "protocol": which, "exempt": exempt, "pool": pool, "options": options}
              for which, seed, exempt in ((whole, first, []), (whole, second, []), (whole, fourth, []), (whole, third, ["a"]),
                                          (named, fourth, []), (never, first, []))]
    return {"seeds": seeds, "words": words, "indices": indices, "shuffles": shuffles, "papers": papers}


def main():
    if "--make" in sys.argv:
        made = {kind: [{**case, **answer(kind, case)} for case in cases] for kind, cases in inputs().items()}
        FILE.write_text(json.dumps({"engine": 1, **made}, ensure_ascii=False, indent=1) + "\n")
        return
    vectors, checked, wrong = json.loads(FILE.read_text()), 0, 0
    for kind in ("seeds", "words", "indices", "shuffles", "papers"):
        for place, case in enumerate(vectors[kind]):
            for name, found in answer(kind, case).items():
                checked += 1
                if case[name] != found:
                    wrong += 1
                    print("%s/%d/%s: %s, not %s" % (kind, place, name, found, case[name]))
    print("%d answers recomputed, %d differ" % (checked, wrong))
    sys.exit(wrong > 0 or checked == 0)


main()
