"""Makes requests-v1.json and results-v1.json from protocol-v1.json and docs/protocol.md alone; shares no code with the project.

python3 -m venv .venv && .venv/bin/pip install cryptography && .venv/bin/python test/vectors/make-requests-and-results.py
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from fractions import Fraction
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HERE = Path(__file__).parent
V = json.loads((HERE / "protocol-v1.json").read_text())
MANIFEST = V["manifest"]
COUNTY, SESSION = MANIFEST["county"], MANIFEST["session"]
SLOTS = ["discipline", "delegates", "inspection"]
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NO_OPINION = 255


def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64u(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64u(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def jcs(value):
    """RFC 8785 for what is written here: texts, whole numbers, null, lists, objects with names of ASCII."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


MANIFEST_HASH = h(jcs(MANIFEST))
assert MANIFEST_HASH.hex() == V["manifestJcsSha256"]


def sign(slot, message):
    """RFC 6979, so that the file is the same each time; raw r ‖ s with the lower s."""
    d = int.from_bytes(from_b64u(V["tellerKeys"][slot]["sign"]["d"]), "big")
    key = ec.derive_private_key(d, ec.SECP256R1())
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return b64u(r.to_bytes(32, "big") + min(s, N - s).to_bytes(32, "big"))


# Requests of tellers, and what else is sent or scanned (sections 1 and 2).


def request(operation, slot, payload):
    signed = jcs({"county": COUNTY, "operation": operation, "payload": payload, "session": SESSION, "slot": slot})
    return {
        "operation": operation,
        "slot": slot,
        "payload": payload,
        "signed": signed.decode(),
        "signature": sign(slot, signed),
    }


def requests():
    counts = {k: V["result"]["counts"][k] for k in ("delegates", "drawn", "reissued", "papersIssued", "papersReissued", "electronic")}
    root, manifest_hash = V["boardRoot"], MANIFEST_HASH.hex()
    ballots = V["paper"]
    pages = [V["sealedBundle"]["opened"]["delegates"][:12], V["sealedBundle"]["opened"]["delegates"][12:]]
    code_hash = V["code"]["hash"]
    made = [
        request("openVoting", "inspection", {"manifestHash": manifest_hash}),
        request("setClosingTime", "discipline", {"manifestHash": manifest_hash, "closesAt": 1205291100000}),
        request("closeBoard", "delegates", {"manifestHash": manifest_hash}),
        request("signBoard", "discipline", {"boardRoot": root, "manifestHash": manifest_hash, "counts": counts}),
        request("enterPaper", "discipline", {"boardRoot": root, "ballots": ballots}),
        request("enterPaper", "delegates", {"boardRoot": root, "ballots": [*ballots[:3], [NO_OPINION] * 15]}),
        request("settlePaper", "inspection", {"boardRoot": root, "ballots": ballots}),
        *(
            request("releaseShares", "delegates", {"boardRoot": root, "page": page, "pages": 2, "shares": shares})
            for page, shares in enumerate(pages)
        ),
        request("issuePaper", "delegates", {"delegate": "d-007"}),
        request("reissue", "discipline", {"delegate": "d-008", "generation": 1, "as": "code", "codeHash": code_hash}),
        request("reissue", "inspection", {"delegate": "d-009", "generation": 2, "as": "paper"}),
        request("recordIssuing", "inspection", {"manifestHash": manifest_hash}),
        request("objectToResult", "inspection", {"reason": "提前离场：𬭼㐀 “\\\"”"}),
        request("voidByTellers", "delegates", {"reason": "停电"}),
    ]
    secret = h(b"a secret of these vectors")
    enrolments = [
        {
            "slot": slot,
            "secret": secret.hex(),
            "fragment": f"#e={SESSION}.{slot}.{b64u(secret)}",
            "hash": h(b"shuangshu enrolment v1", SESSION.encode(), b"\0", slot.encode(), b"\0", secret).hex(),
        }
        for slot in SLOTS
    ]
    armings = [{"slot": slot, "signature": sign(slot, b"shuangshu arming v1" + MANIFEST_HASH)} for slot in SLOTS]
    armed = h(b"shuangshu armed v1", MANIFEST_HASH, *(from_b64u(each["signature"]) for each in armings))
    code = int.from_bytes(hashlib.pbkdf2_hmac("sha256", armed, b"shuangshu check code v1", 100_000, 16), "big") % 10**12
    digits = f"{code:012d}"
    return {
        "about": "Requests of tellers over the meeting of protocol-v1.json, enrolments, and an arming made anew; signatures by RFC 6979 with the lower s.",
        "requests": made,
        "enrolments": enrolments,
        "arming": armings,
        "armingHash": armed.hex(),
        "checkCode": f"{digits[:4]} {digits[4:8]} {digits[8:]}",
    }


# Opening and counting (section 5).


def gf_times(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def gf_inverse(a):
    return next(b for b in range(1, 256) if gf_times(a, b) == 1)


def combine(one, other):
    (*ys1, x1), (*ys2, x2) = one, other
    scale = gf_inverse(x1 ^ x2)
    return bytes(gf_times(gf_times(y1, x2) ^ gf_times(y2, x1), scale) for y1, y2 in zip(ys1, ys2))


COLUMNS = sum(len(subject["indicators"]) for subject in MANIFEST["subjects"])
TOKEN_KEY = serialization.load_der_public_key(from_b64u(MANIFEST["tokenKey"]))
BALLOT_BYTES = 1 + 32 + 256 + 32 + (1 + COLUMNS + 16) + 3 * (65 + 49)


def open_ballot(sealed, shares):
    """Scores, or why the ballot is void. `shares`: of each who opened, in slot order, bytes or None."""
    if len(sealed) != BALLOT_BYTES or sealed[0] != 1:
        return "sealed"
    nonce, signature, commit = sealed[1:33], sealed[33:289], sealed[289:321]
    cipher = sealed[321 : 321 + 1 + COLUMNS + 16]
    message = b"shuangshu token v1" + MANIFEST_HASH + nonce
    try:
        TOKEN_KEY.verify(signature, message, padding.PSS(padding.MGF1(hashes.SHA384()), 48), hashes.SHA384())
    except InvalidSignature:
        return "token"
    ballot_id = h(message)
    pairs = [(a, b) for i, a in enumerate(shares) for b in shares[i + 1 :]]
    for one, other in pairs:
        if one is None or other is None or one[-1] == other[-1] or 0 in (one[-1], other[-1]):
            continue
        key = combine(one, other)
        if h(b"shuangshu key v1", MANIFEST_HASH, ballot_id, key) != commit:
            continue
        try:
            plain = AESGCM(key).decrypt(bytes(12), cipher, b"shuangshu ballot v1" + MANIFEST_HASH + ballot_id)
        except InvalidTag:
            return "sealed"
        scores = list(plain[1:])
        if plain[0] != 1 or any(score > 10 and score != NO_OPINION for score in scores):
            return "plain"
        return scores
    return "sealed"


def text_of(fraction):
    return None if fraction is None else f"{fraction.numerator}/{fraction.denominator}"


def grade_of(score):
    if score is None:
        return None
    thresholds = MANIFEST["thresholds"]
    return "excellent" if score >= thresholds["excellent"] else "qualified" if score >= thresholds["qualified"] else "unqualified"


def mean_of(values):
    return Fraction(sum(values), len(values)) if values else None


def subject_result(subject, first, rows):
    indicators, counted, means = [], [], []
    for place, indicator in enumerate(subject["indicators"], start=first):
        given = [row[place] for row in rows if row[place] != NO_OPINION]
        if 0 < len(given) < 8:
            indicators.append({"id": indicator["id"], "withheld": True})
            continue
        counted.append(place)
        mean = mean_of(given)
        if mean is not None:
            means.append(mean)
        indicators.append(
            {
                "id": indicator["id"],
                "histogram": [given.count(score) for score in range(11)],
                "noOpinion": len(rows) - len(given),
                "mean": text_of(mean),
            }
        )
    score = mean_of(means)
    score = None if score is None else score * 10
    grades = dict.fromkeys(("excellent", "qualified", "unqualified", "none"), 0)
    for row in rows:
        own = mean_of([row[place] for place in counted if row[place] != NO_OPINION])
        grades[grade_of(None if own is None else own * 10) or "none"] += 1
    ballots = len(rows) - grades["none"]
    return {
        "id": subject["id"],
        "ballots": ballots,
        "indicators": indicators,
        "score": text_of(score),
        "grade": grade_of(score),
        "grades": grades,
        "satisfaction": text_of(Fraction(grades["excellent"] + grades["qualified"], ballots)) if ballots else None,
    }


def result_of(opened_by, places, paper, issuing):
    """`places`: which ballots of protocol-v1.json lie in the box."""
    ballots = sorted(places, key=lambda place: V["ballots"][place]["receipt"])
    board = [V["ballots"][place]["receipt"] for place in ballots]
    voids, rows = {}, []
    for place in ballots:
        shares = [V["opened"][slot][place] for slot in opened_by]
        found = open_ballot(bytes.fromhex(V["ballots"][place]["sealed"]), [share and bytes.fromhex(share) for share in shares])
        if isinstance(found, str):
            voids[found] = voids.get(found, 0) + 1
        else:
            rows.append(found)
    for row in paper:
        if row is None:
            voids["paper"] = voids.get("paper", 0) + 1
        else:
            rows.append(row)
    electronic, papers, delegates = len(ballots), len(paper), MANIFEST["delegates"]
    served = issuing["drawn"] + issuing["papersIssued"] - issuing["papersReissued"]
    reasons = [
        reason
        for reason, holds in (
            ("too-few-ballots", 2 * (electronic + papers) <= delegates),
            ("more-ballots-than-issued", electronic > issuing["drawn"] + issuing["reissued"] or papers > issuing["papersIssued"]),
            ("more-ballots-than-delegates", electronic + papers > served),
            ("more-issued-than-delegates", served > delegates),
        )
        if holds
    ]
    subjects, first = [], 0
    for subject in MANIFEST["subjects"]:
        if not reasons:
            subjects.append(subject_result(subject, first, rows))
        first += len(subject["indicators"])
    return board, {
        "v": 1,
        "county": COUNTY,
        "session": SESSION,
        "manifestHash": MANIFEST_HASH.hex(),
        "boardRoot": h(jcs(board)).hex(),
        "openedBy": opened_by,
        "counts": {"delegates": delegates, **issuing, "electronic": electronic, "paper": papers, "void": voids, "valid": len(rows)},
        "subjects": subjects,
        "outcome": "invalid" if reasons else "valid",
        "reasons": reasons,
    }


def case(name, opened_by=SLOTS, places=range(20), paper=V["paper"], **issuing):
    figures = {"drawn": 21, "reissued": 1, "papersIssued": 4, "papersReissued": 1, **issuing}
    board, result = result_of(list(opened_by), list(places), list(paper), figures)
    return {"name": name, "ballots": list(places), "paper": list(paper), "board": board, "resultJcs": jcs(result).decode()}


def results():
    sparse = [[8, 10, NO_OPINION, 9, *([NO_OPINION] * 11)] for _ in range(18)]
    few = [[7, *([NO_OPINION] * 14)] if place < 7 else [NO_OPINION] * 15 for place in range(18)]
    blank = [[NO_OPINION] * 15 for _ in range(17)]
    pairs = [SLOTS[:2], [SLOTS[0], SLOTS[2]], SLOTS[1:]]
    cases = [
        case("opened by all three, as in protocol-v1.json"),
        *(case(f"opened by {one} and {other}", opened_by=(one, other)) for one, other in pairs),
        case("by phone alone", paper=[], drawn=20, reissued=0, papersIssued=0, papersReissued=0),
        case("on paper alone", places=[], paper=sparse, drawn=0, reissued=0, papersIssued=18, papersReissued=0),
        case("paper on which seven scored one indicator, and nobody another", places=[], paper=few, drawn=0, reissued=0, papersIssued=18, papersReissued=0),
        case("paper left blank throughout", places=[], paper=blank, drawn=0, reissued=0, papersIssued=17, papersReissued=0),
        case("seven by phone beside blank paper", places=range(7), paper=blank[:10], drawn=7, reissued=0, papersIssued=10, papersReissued=0),
        case("the half of the delegates, which is too few", places=range(12), drawn=12, reissued=0, papersReissued=0),
        case("one more than the half", places=range(13), drawn=13, reissued=0, papersReissued=0),
        case("more by phone than were drawn", drawn=18, reissued=1),
        case("more on paper than were handed out", papersIssued=3, papersReissued=0),
        case("more ballots than delegates who were served", drawn=20, reissued=1),
        case("more served than there are delegates", drawn=33, reissued=0, papersReissued=0),
        case("nobody came, and more were served than there are delegates", places=[], paper=[], drawn=40, reissued=0, papersIssued=0, papersReissued=0),
        case("nobody voted", places=[], paper=[], drawn=0, reissued=0, papersIssued=0, papersReissued=0),
    ]
    assert cases[0]["resultJcs"] == V["resultJcs"], "not the result of protocol-v1.json"
    return {"about": "Results over ballots of protocol-v1.json (by their places in it) and given paper rows: pairs of openers, paper, withheld figures, invalid outcomes.", "cases": cases}


def lines(value):
    """An entry of a list a line."""
    text = [json.dumps(each, ensure_ascii=False) for each in value] if isinstance(value, list) else None
    return json.dumps(value, ensure_ascii=False) if text is None else "[\n " + ",\n ".join(text) + "\n]"


for name, made in (("requests-v1.json", requests()), ("results-v1.json", results())):
    (HERE / name).write_text("{\n" + ",\n".join(f"{json.dumps(key)}: {lines(value)}" for key, value in made.items()) + "\n}\n")
