"""Writes golden.json: fits by choix, statsmodels and scipy, the published recipe in numpy, and link functions by mpmath.

    pip install numpy scipy statsmodels choix mpmath autograd && python make.py

A comparison is first, second, choices of the first, of the second, and ties.
"""

import importlib.metadata
import json
import pathlib
import platform

import mpmath
import numpy as np
import scipy
import statsmodels
from scipy.stats import norm

from references import by_choix, by_minimum, by_poisson, by_recipe, by_root, by_statsmodels


def simulated(seed, options, count, samples, shift):
    """Random pairs in both orders, binomial choices with normal utilities and a first-position shift."""
    generator = np.random.default_rng(seed)
    utilities = generator.normal(size=options)
    pairs = [(i, j) for i in range(options) for j in range(i + 1, options)]
    comparisons = []
    for index in sorted(generator.choice(len(pairs), count, replace=False)):
        for first, second in (pairs[index], pairs[index][::-1]):
            probability = norm.cdf(utilities[first] - utilities[second] + shift)
            wins = int(generator.binomial(samples, probability))
            comparisons.append([first, second, wins, samples - wins, 0])
    return comparisons


def with_ties(seed, options, count, samples, shift, tie):
    """The same with ties in Davidson's proportion."""
    generator = np.random.default_rng(seed)
    comparisons = []
    for first, second, *_ in simulated(seed, options, count, samples, shift):
        lead = 0.3 * (first - second) + shift
        weights = np.exp([lead / 2, -lead / 2, np.log(tie)])
        comparisons.append([first, second] + [int(n) for n in generator.multinomial(samples, weights / weights.sum())])
    return comparisons


def link_rows():
    mpmath.mp.dps = 50
    rows = []
    for x in (-700.0, -100.0, -40.0, -38.0, -30.125, -29.875, -20.0, -12.0, -7.0, -5.0, -4.125, -3.875, -3.0, -1.0, -0.25, 0.0, 0.25, 1.0, 5.0, 8.0):
        point = mpmath.mpf(x)
        below = 1 / (1 + mpmath.exp(-point))
        rows.append(("logit", x, mpmath.log(below), 1 - below, below * (1 - below)))
        below = mpmath.erfc(-point / mpmath.sqrt(2)) / 2
        slope = mpmath.npdf(point) / below
        rows.append(("probit", x, mpmath.log(below), slope, slope * (point + slope)))
    keys = ("link", "x", "value", "slope", "curvature")
    return [dict(zip(keys, [r[0], r[1]] + [float(v) for v in r[2:]])) for r in rows]


three = [[0, 1, 7, 3, 0], [1, 2, 6, 4, 0], [0, 2, 9, 1, 0]]
eight = simulated(1, 8, 20, 10, 0.4)
tied = with_ties(4, 6, 12, 10, 0.5, 0.8)
lopsided = [[0, 1, 10, 0, 0], [1, 0, 0, 10, 0], [1, 2, 9, 1, 0], [2, 1, 3, 7, 0], [3, 4, 6, 4, 0], [4, 3, 7, 3, 0]]
fractions = [[0, 1, 0.75, 0.25, 0], [1, 0, 0.5, 0.5, 0], [1, 2, 0.875, 0.125, 0], [2, 0, 0.0625, 0.9375, 0]]
# 0 always wins; 1, 2 and 3 beat each other; 4 and 5 beat each other and always lose to the others.
ranks = [[0, 1, 5, 0, 0], [2, 0, 0, 5, 0], [1, 2, 3, 2, 0], [2, 3, 4, 1, 2], [3, 1, 2, 3, 0], [1, 4, 5, 0, 0], [4, 5, 3, 2, 0],
         [5, 2, 0, 5, 0], [3, 5, 4, 0, 0], [4, 3, 0, 3, 0]]
lopsided_ties = [[0, 1, 10, 0, 0], [1, 0, 0, 8, 2], [1, 2, 6, 1, 3], [2, 1, 3, 5, 2], [3, 4, 6, 4, 0], [4, 3, 3, 3, 4]]

document = {
    "made_with": {
        "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__, "choix": importlib.metadata.version("choix"), "mpmath": mpmath.__version__,
        "autograd": importlib.metadata.version("autograd"),
    },
    "fits": [
        by_choix("three options", 3, three),
        by_choix("eight options, position ignored", 8, eight),
        by_statsmodels("three options", "bradley-terry", 3, three, False),
        by_statsmodels("three options", "thurstone", 3, three, False),
        by_statsmodels("eight options", "bradley-terry", 8, eight, True),
        by_statsmodels("eight options", "thurstone", 8, eight, True),
        by_statsmodels("eight options, position ignored", "thurstone", 8, eight, False),
        by_root("fractions, penalised", "bradley-terry", 3, fractions, 0.01, [[0, 1, 2]]),
        by_root("eight options, penalised", "thurstone", 8, eight, 0.5, [list(range(8))]),
        by_root("two components, an option that always wins", "bradley-terry", 5, lopsided, 0.01, [[0, 1, 2], [3, 4]]),
        by_root("two components, an option that always wins", "thurstone", 5, lopsided, 0.01, [[0, 1, 2], [3, 4]]),
        by_poisson("six options with ties", 6, tied, True),
        by_poisson("six options with ties, position ignored", 6, tied, False),
        by_minimum("six options with ties", "davidson", 6, tied, 0.01, [list(range(6))]),
        by_minimum("six options with ties", "thurstone-variances", 6, tied, 0.0, [list(range(6))]),
        by_minimum("eight options", "thurstone-variances", 8, eight, 0.01, [list(range(8))]),
        by_minimum("two components, ties", "davidson", 5, lopsided_ties, 0.1, [[0, 1, 2], [3, 4]]),
    ] + [
        by_minimum("two sides of a core", model, 6, ranks, 0.01, [list(range(6))], [(0, -1), (4, 1), (5, 1)])
        for model in ("bradley-terry", "davidson", "thurstone", "thurstone-variances")
    ] + [
        by_minimum("two components, an option that always wins", model, 5, lopsided, 0.01, [[0, 1, 2], [3, 4]], [(0, -1)])
        for model in ("bradley-terry", "thurstone", "thurstone-variances")
    ],
    "published": [by_recipe(1, 8, eight), by_recipe(2, 6, tied)],
    "links": link_rows(),
}
path = pathlib.Path(__file__).with_name("golden.json")
path.write_text(json.dumps(document, indent=None, separators=(", ", ": ")).replace('}, {', '},\n{') + "\n")
