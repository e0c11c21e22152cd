"""Verifies certificates with openbadgeslib: `verify.py FILE…` prints `file<TAB>verified or refused<TAB>why`."""

import json
import pathlib
import sys

from openbadgeslib.ob3.ldp import OB3LdpVerifier

for name in sys.argv[1:]:
    path = pathlib.Path(name)
    text = path.read_text(encoding="utf-8")
    try:
        issuer = json.loads(text)["issuer"]["id"]
        OB3LdpVerifier.for_issuer_did(issuer).verify(text)
        print(path.stem, "verified", "", sep="\t")
    except Exception as error:  # whatever it raises is a refusal, and says why
        print(path.stem, "refused", " ".join(str(error).split()), sep="\t")
