"""Writes calibration.json: shares, d', detectable effects and psychometric functions by numpy and scipy.

    pip install numpy scipy && python calibration.py

The psychometric function maximises the posterior density directly, by a simplex search over all parameters at once
from many starts, followed by a bounded quasi-Newton search; the best of them counts.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy.optimize import brentq, minimize
from scipy.stats import binomtest, norm

generator = np.random.default_rng(5)
SIGN = {"better": 1.0, "worse": -1.0, "both": 0.0}


def right(dose, sign, slope, lean, lapse):
    return lapse / 2 + (1 - lapse) * norm.cdf(slope * dose + sign * lean)


def simulated(doses, orders, ballots, slope, lean, lapse):
    rows = []
    for dose in doses:
        for order in orders:
            hits = int(generator.binomial(ballots, right(dose, SIGN[order], slope, lean, lapse)))
            ties, unread = (int(n) for n in generator.integers(0, 6, 2))
            rows.append([dose, order, hits, ballots - hits, ties, unread])
    return rows


def fit(rows, with_lean, with_lapse):
    dose = np.array([row[0] for row in rows])
    sign = np.array([SIGN[row[1]] for row in rows]) * with_lean
    hits, misses = (np.array([float(row[k]) for row in rows]) for k in (2, 3))
    top = dose[hits + misses > 0].max()

    def loss(parameters):
        slope, lean, lapse = parameters
        if not 0 <= lapse <= 0.5:
            return np.inf
        lean, lapse = lean * with_lean, lapse * with_lapse
        probit = slope * dose / top + sign * lean
        p = lapse / 2 + (1 - lapse) * norm.cdf(probit)
        q = lapse / 2 + (1 - lapse) * norm.cdf(-probit)
        likelihood = np.sum(hits * np.log(p) + misses * np.log(q))
        return -(likelihood - (slope**2 + lean**2) / 18 + 9 * np.log(1 - lapse))

    best = None
    for slope in (-0.5, 0.5, 2.0):
        for lapse in (0.01, 0.1, 0.4):
            found = minimize(loss, [slope, 0.1, lapse], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-13, "maxiter": 8000, "maxfev": 8000})
            found = minimize(loss, found.x, method="L-BFGS-B", bounds=[(-20, 20), (-20, 20), (0, 0.5)], options={"ftol": 1e-16, "gtol": 1e-10})
            if best is None or found.fun < best.fun:
                best = found
    slope, lean, lapse = best.x
    slope, lean, lapse = slope / top, lean * with_lean, lapse * with_lapse
    accuracy = lambda d: (right(d, 1, slope, lean, lapse) + right(d, -1, slope, lean, lapse)) / 2
    threshold = brentq(lambda d: accuracy(d) - 0.75, 0, top, xtol=1e-14) if accuracy(top) >= 0.75 else None
    return {
        "rows": rows, "slope": slope, "lean": lean if with_lean else None, "lapse": lapse if with_lapse else None,
        "threshold": threshold, "accuracy_at_top": accuracy(top), "best": -loss(best.x),
    }


def detectable(pairs, confidence, power):
    """The rate at which D6's formula needs exactly these pairs."""
    z_c, z_b = norm.ppf((1 + confidence) / 2), norm.ppf(power)
    needed = lambda p: ((z_c * 0.5 + z_b * np.sqrt(p * (1 - p))) / (p - 0.5)) ** 2
    return {
        "pairs": pairs, "confidence": confidence, "power": power,
        "rate": brentq(lambda p: needed(p) - pairs, 0.5 + 1e-6, 1.0, xtol=1e-14, rtol=1e-14),
    }


def at_dose(right, wrong, ties, unread, confidence):
    share = lambda part, whole: [part / whole, *binomtest(part, whole).proportion_ci(confidence, method="wilson")]
    read = right + wrong + ties
    return {
        "outcomes": [right, wrong, ties, unread], "confidence": confidence,
        "accuracy": share(right, right + wrong), "net_accuracy": (right + ties / 2) / read,
        "tie_share": share(ties, read), "unread_share": share(unread, read + unread),
    }


BOTH = ("better", "worse")
document = {
    "made_with": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "doses": [
        at_dose(*counts, confidence)
        for counts in ((30, 10, 5, 2), (1, 0, 0, 0), (7, 3, 40, 0), (0, 12, 1, 30)) for confidence in (0.9, 0.95)
    ],
    "d_prime": [[a, np.sqrt(2) * norm.ppf(a)] for a in (0.01, 0.3, 0.5, 0.65, 0.75, 0.9, 0.999)],
    "detectable": [
        detectable(n, confidence, power)
        for n in (5, 50, 150, 320, 530, 2220, 10230) for confidence in (0.9, 0.95) for power in (0.5, 0.8, 0.9)
    ],
    "fits": [
        fit(simulated((0.0, 0.25, 0.5, 0.75, 1.0), BOTH, 60, 2.0, 0.5, 0.05), True, True),
        fit(simulated((0.0, 0.25, 0.5, 0.75, 1.0), BOTH, 400, 3.0, -1.0, 0.2), True, True),
        fit(simulated((1.0, 2.0, 4.0, 8.0), BOTH, 30, 0.1, 0.0, 0.0), True, True),
        fit(simulated((1.0, 2.0, 4.0, 8.0), BOTH, 30, -0.1, 0.3, 0.0), True, True),
        fit(simulated((0.1, 0.2, 0.3), ("both",), 50, 6.0, 0.0, 0.02), False, True),
        fit(simulated((0.0, 3.0), BOTH, 50, 0.4, 0.6, 0.0), True, False),
        fit(simulated((5.0,), ("better",), 40, 0.2, 0.0, 0.0), False, False),
        fit([[d, o, 20, 0, 0, 0] for d in (0.5, 1.0) for o in BOTH], True, True),
        fit([[d, o, 20 if o == "better" else 0, 0 if o == "better" else 20, 0, 0] for d in (0.5, 1.0) for o in BOTH], True, True),
    ],
}
path = pathlib.Path(__file__).with_name("calibration.json")
path.write_text(json.dumps(document, separators=(", ", ": "), default=float).replace("}, ", "},\n") + "\n")
