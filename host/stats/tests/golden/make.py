"""Writes wilson.json: Wilson intervals as statsmodels and scipy compute them.

    pip install numpy scipy statsmodels && python make.py

The two libraries must agree to 1e-12, or nothing is written.
"""

import json
import pathlib
import platform

import scipy
import scipy.stats
import statsmodels
from statsmodels.stats.proportion import proportion_confint

CASES = [
    (successes, trials, confidence)
    for confidence in (0.80, 0.90, 0.95, 0.99, 0.9999)
    for successes, trials in (
        (0, 1), (1, 1), (0, 10), (10, 10), (1, 2), (7, 10), (3, 10), (160, 320),
        (293, 609), (232, 515), (151, 300), (4955, 10230), (1, 1000000), (500000, 1000000),
    )
]

rows = []
for successes, trials, confidence in CASES:
    lower, upper = proportion_confint(successes, trials, alpha=1 - confidence, method="wilson")
    other = scipy.stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    assert abs(lower - other.low) < 1e-12 and abs(upper - other.high) < 1e-12
    rows.append({
        "successes": successes, "trials": trials, "confidence": confidence,
        "lower": other.low, "upper": other.high,
    })

document = {
    "made_with": {
        "python": platform.python_version(),
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "wilson": rows,
}
path = pathlib.Path(__file__).with_name("wilson.json")
path.write_text(json.dumps(document, indent=1) + "\n")
