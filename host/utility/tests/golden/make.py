"""Writes golden.json: fits by choix, statsmodels and scipy, and link functions by mpmath.

    pip install numpy scipy statsmodels choix mpmath && python make.py

Standard errors are those of the centred utilities, from the observed information.
"""

import importlib.metadata
import json
import pathlib
import platform

import choix
import mpmath
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.optimize import root
from scipy.stats import norm

LINKS = {"bradley-terry": sm.families.links.Logit(), "thurstone": sm.families.links.Probit()}


def centred(values, covariance):
    """Centres the utilities and carries their covariance along."""
    count = len(values)
    centring = np.eye(count) - 1 / count
    return centring @ values, np.sqrt(np.diag(centring @ covariance @ centring))


def row(name, model, options, comparisons, penalty, position, utilities, errors, shift, likelihood, source):
    return {
        "name": name, "source": source, "model": model, "options": options, "comparisons": comparisons,
        "penalty": penalty, "position": position, "utility": list(utilities),
        "standard_error": None if errors is None else list(errors),
        "fitted_position": None if shift is None else shift[0],
        "position_standard_error": None if shift is None else shift[1],
        "log_likelihood": likelihood,
    }


def log_likelihood(probabilities, comparisons):
    wins, losses = np.array([c[2:] for c in comparisons]).T
    return float(np.sum(wins * np.log(probabilities) + losses * np.log1p(-probabilities)))


def by_choix(name, options, comparisons):
    """Bradley-Terry without position: choix's two algorithms must agree."""
    data = []
    for first, second, wins, losses in comparisons:
        data += [(first, second)] * wins + [(second, first)] * losses
    spectral = choix.ilsr_pairwise(options, data, tol=1e-13, max_iter=1000)
    newton = choix.opt_pairwise(options, data, tol=1e-10)
    assert np.allclose(spectral, newton, atol=1e-7), (spectral, newton)
    utilities = spectral - spectral.mean()
    lead = np.array([utilities[f] - utilities[s] for f, s, _, _ in comparisons])
    likelihood = log_likelihood(1 / (1 + np.exp(-lead)), comparisons)
    return row(name, "bradley-terry", options, comparisons, 0, False, utilities, None, None, likelihood,
               "choix.ilsr_pairwise, choix.opt_pairwise")


def by_statsmodels(name, model, options, comparisons, position):
    """A binomial GLM with option 0 as the reference."""
    design = np.zeros((len(comparisons), options))
    for i, (first, second, _, _) in enumerate(comparisons):
        design[i, first] += 1
        design[i, second] -= 1
    design = np.column_stack([design[:, 1:]] + ([np.ones(len(comparisons))] if position else []))
    counts = np.array([c[2:] for c in comparisons], dtype=float)
    glm = sm.GLM(counts, design, family=sm.families.Binomial(link=LINKS[model]))
    fit = glm.fit(tol=1e-14, maxiter=200)
    covariance = np.linalg.inv(-glm.hessian(fit.params, observed=True))
    full = np.zeros((options, options))
    full[1:, 1:] = covariance[: options - 1, : options - 1]
    utilities, errors = centred(np.concatenate([[0], fit.params[: options - 1]]), full)
    shift = (fit.params[-1], float(np.sqrt(covariance[-1, -1]))) if position else None
    return row(name, model, options, comparisons, 0, position, utilities, errors, shift,
               log_likelihood(fit.fittedvalues, comparisons), "statsmodels.GLM")


def by_root(name, model, options, comparisons, penalty, components):
    """The stationary point of the penalised likelihood, with a position, by scipy's root finder."""
    first, second = np.array([c[:2] for c in comparisons]).T
    wins, losses = np.array([c[2:] for c in comparisons], dtype=float).T

    def slope(x):
        return 1 / (1 + np.exp(x)) if model == "bradley-terry" else np.exp(norm.logpdf(x) - norm.logcdf(x))

    def curvature(x):
        return slope(x) * (1 - slope(x)) if model == "bradley-terry" else slope(x) * (x + slope(x))

    design = np.zeros((len(comparisons), options + 1))
    design[np.arange(len(comparisons)), first] += 1
    design[np.arange(len(comparisons)), second] -= 1
    design[:, -1] = 1

    def gradient(at):
        x = design @ at
        return design.T @ (wins * slope(x) - losses * slope(-x)) - penalty * at

    def jacobian(at):
        x = design @ at
        weight = wins * curvature(x) + losses * curvature(-x)
        return -(design.T * weight) @ design - penalty * np.eye(options + 1)

    found = root(gradient, np.zeros(options + 1), jac=jacobian, tol=1e-14)
    assert np.abs(gradient(found.x)).max() < 1e-10, found
    covariance = np.linalg.inv(-jacobian(found.x))
    utilities, errors = np.zeros(options), np.zeros(options)
    for component in components:
        utilities[component], errors[component] = centred(
            found.x[component], covariance[np.ix_(component, component)])
    x = design @ found.x
    probabilities = 1 / (1 + np.exp(-x)) if model == "bradley-terry" else norm.cdf(x)
    return row(name, model, options, comparisons, penalty, True, utilities, errors,
               (found.x[-1], float(np.sqrt(covariance[-1, -1]))),
               log_likelihood(probabilities, comparisons), "scipy.optimize.root")


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
            comparisons.append([first, second, wins, samples - wins])
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


three = [[0, 1, 7, 3], [1, 2, 6, 4], [0, 2, 9, 1]]
eight = simulated(1, 8, 20, 10, 0.4)
lopsided = [[0, 1, 10, 0], [1, 0, 0, 10], [1, 2, 9, 1], [2, 1, 3, 7], [3, 4, 6, 4], [4, 3, 7, 3]]
fractions = [[0, 1, 0.75, 0.25], [1, 0, 0.5, 0.5], [1, 2, 0.875, 0.125], [2, 0, 0.0625, 0.9375]]

document = {
    "made_with": {
        "python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__, "choix": importlib.metadata.version("choix"), "mpmath": mpmath.__version__,
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
    ],
    "links": link_rows(),
}
path = pathlib.Path(__file__).with_name("golden.json")
path.write_text(json.dumps(document, indent=None, separators=(", ", ": ")).replace('}, {', '},\n{') + "\n")
