"""Writes agreement.json: agreement coefficients as irrCAC and krippendorff compute them, and the mean correlation of
raters and its effective number of votes by numpy.

    pip install numpy pandas irrCAC==0.4.4 krippendorff==0.9.0 && python agreement.py

Units with fewer than two verdicts are dropped first: irrCAC keeps them for the shares of the categories.
"""

import json
import pathlib
import platform
from importlib.metadata import version

import krippendorff
import numpy as np
import pandas
from irrCAC.raw import CAC

generator = np.random.default_rng(11)


def panel(units, raters, categories, noise, missing):
    """Raters who see the truth of a unit, or with probability `noise` anything, or with `missing` nothing."""
    categories = np.array(categories, dtype=float)
    truth = generator.choice(categories, size=(units, 1))
    verdicts = np.where(generator.random((units, raters)) < noise, generator.choice(categories, (units, raters)), truth)
    return np.where(generator.random((units, raters)) < missing, np.nan, verdicts)


def fleiss_demo():
    """Fleiss (1971) as in the textbooks: 10 units, 14 raters, 5 categories, by counts."""
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]
    return np.array([np.repeat(np.arange(1.0, 6.0), row) for row in counts])


def krippendorff_demo():
    """The example in the documentation of the package krippendorff: 3 raters, 15 units."""
    n = np.nan
    return np.array([
        [n, n, n, n, n, 3, 4, 1, 2, 1, 1, 3, 3, n, 3],
        [1, n, 2, 1, 3, 3, 4, 3, n, n, n, n, n, n, n],
        [n, n, 2, 1, 3, 4, 4, n, 2, 1, 1, 3, 3, n, 4],
    ]).T


def mean_correlation(table, categories):
    """Every verdict as a vector with a 1 at its category; covariances over the units that both raters judged."""
    total, weight = 0.0, 0.0
    for one in range(table.shape[1]):
        for other in range(one + 1, table.shape[1]):
            both = table[~np.isnan(table[:, [one, other]]).any(axis=1)]
            vectors = [(both[:, [rater]] == categories).astype(float) for rater in (one, other)]
            if len(both) == 0:
                continue
            centred = [v - v.mean(axis=0) for v in vectors]
            variances = [np.sum(c * c) for c in centred]
            if min(variances) < 1e-9:
                continue
            total += len(both) * np.sum(centred[0] * centred[1]) / np.sqrt(variances[0] * variances[1])
            weight += len(both)
    return total / weight


def row(table):
    kept = table[np.sum(~np.isnan(table), axis=1) >= 2]
    categories = np.unique(kept[~np.isnan(kept)])
    cac = CAC(pandas.DataFrame(kept), digits=15)
    alpha = lambda level: krippendorff.alpha(reliability_data=kept.T, level_of_measurement=level)
    correlation = mean_correlation(kept, categories)
    raters = int(np.sum(~np.isnan(kept).all(axis=0)))
    return {
        "units": [[None if np.isnan(v) else int(v) for v in unit] for unit in table],
        "raw": cac.fleiss()["est"]["pa"],
        "fleiss": cac.fleiss()["est"]["coefficient_value"],
        "ac1": cac.gwet()["est"]["coefficient_value"],
        "nominal": alpha("nominal"), "ordinal": alpha("ordinal"), "interval": alpha("interval"),
        "correlation": correlation,
        "votes": raters / (1 + (raters - 1) * max(correlation, 0.0)),
    }


TABLES = [
    krippendorff_demo(),
    fleiss_demo(),
    panel(60, 3, [-1, 0, 1], 0.5, 0.0),
    panel(60, 3, [-1, 0, 1], 0.5, 0.3),
    panel(40, 5, [1, 2, 5, 10], 0.7, 0.2),
    panel(25, 2, [0, 1], 0.3, 0.1),
    panel(80, 9, [0, 1, 2, 3, 4, 5], 0.9, 0.5),
    panel(50, 4, [-1, 1], 1.0, 0.1),
]

names = ("numpy", "pandas", "irrCAC", "krippendorff")
document = {
    "made_with": {"python": platform.python_version()} | {name: version(name) for name in names},
    "tables": [row(table) for table in TABLES],
}
path = pathlib.Path(__file__).with_name("agreement.json")
path.write_text(json.dumps(document, separators=(", ", ": "), default=float).replace("}, ", "},\n") + "\n")
