"""What catsim, girth and PyPI's mirt cost on the same bank and the same answers: python peers.py FOLDER.

One line for each measure: what, limit, measured, unit. A peer that does not run says why on the standard error, and the others go on.
"""

import os

# One core, as for the engine.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import contextlib
import sys
import time
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])
BANK = np.loadtxt(FOLDER / "bank.csv", delimiter=",")
ANSWERS = np.loadtxt(FOLDER / "answers.csv", delimiter=",", dtype=np.int64)


def line(what, measured, unit):
    print(f"{what}\t-\t{measured:.4f}\t{unit}", flush=True)


def median(runs, run):
    times = []
    for place in range(runs):
        begin = time.process_time()
        # Bars of progress are no measures.
        with contextlib.redirect_stdout(sys.stderr):
            run(place)
        times.append(time.process_time() - begin)
    return float(np.median(times))


def catsim():
    from catsim.estimation import NumericalSearchEstimator
    from catsim.initialization import FixedPointInitializer
    from catsim.item_bank import ItemBank
    from catsim.selection import MaxInfoSelector
    from catsim.simulation import Simulator
    from catsim.stopping import TestLengthStopper

    bank = np.column_stack([BANK, np.zeros(len(BANK)), np.ones(len(BANK))])
    thetas = np.random.default_rng(1).normal(size=20)

    def run(place):
        simulator = Simulator(
            ItemBank(bank),
            thetas[place : place + 1],
            FixedPointInitializer(0.0),
            MaxInfoSelector(),
            NumericalSearchEstimator(),
            TestLengthStopper(max_items=30),
            seed=place,
        )
        simulator.simulate()

    line("catsim 0.21: adaptive test, 30 of 1,000 items, 2PL", 1e3 * median(20, run), "ms")


def mirt_adaptive():
    from mirt.cat import CATEngine
    from mirt.models.dichotomous import TwoParameterLogistic

    model = TwoParameterLogistic(n_items=len(BANK))
    model.set_parameters(discrimination=BANK[:, 0].copy(), difficulty=BANK[:, 1].copy())
    for attribute in ("_is_fitted", "is_fitted"):
        try:
            setattr(model, attribute, True)
        except AttributeError:
            pass
    thetas = np.random.default_rng(1).normal(size=400)

    def engine(place):
        # No error is that small: every test has its 30 items.
        return CATEngine(model, se_threshold=1e-9, max_items=30, n_quadpts=41, seed=place)

    line("PyPI mirt 1.2: one by one, 30 of 1,000 items, 2PL", 1e3 * median(20, lambda place: engine(place).run_simulation(thetas[place])), "ms")
    batch = median(3, lambda place: engine(place).run_batch_simulation(thetas)) / len(thetas)
    line("PyPI mirt 1.2: in a batch, 30 of 1,000 items, 2PL", 1e3 * batch, "ms")


def mirt_calibration():
    import mirt

    found = []
    fit = lambda _: found.append(mirt.fit_mirt(ANSWERS, model="2PL", n_quadpts=61, compute_standard_errors=False, tol=1e-6))
    line("PyPI mirt 1.2: 2PL calibration, 5,000 x 50, 61 nodes", median(3, fit), "s")
    line("PyPI mirt 1.2: 2PL calibration, log-likelihood", float(found[-1].log_likelihood), "")


def girth():
    from girth import twopl_mml

    line("girth 0.8: 2PL calibration, 5,000 x 50", median(1, lambda _: twopl_mml(ANSWERS.T)), "s")


for peer in (catsim, mirt_adaptive, mirt_calibration, girth):
    try:
        peer()
    except Exception as why:  # noqa: BLE001 - whatever a peer raises is told, and the others go on
        print(f"{peer.__name__}: {type(why).__name__}: {why}", file=sys.stderr, flush=True)
