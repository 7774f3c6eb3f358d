"""Writes intervals.json: quantiles, cluster intervals, correlations and percentiles by numpy and scipy.

    pip install numpy scipy && python intervals.py
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy.optimize import brentq
from scipy.stats import norm, pearsonr, spearmanr, t

generator = np.random.default_rng(7)


def wilson(rate, trials, confidence):
    """The rates that a score test does not reject, found by bisection."""
    z = norm.ppf((1 + confidence) / 2)
    excess = lambda p: (rate - p) ** 2 - z * z * p * (1 - p) / trials
    lower = 0.0 if rate == 0 else brentq(excess, 0, rate, xtol=1e-14)
    upper = 1.0 if rate == 1 else brentq(excess, rate, 1, xtol=1e-14)
    return [lower, upper]


def ratio(clusters, confidence):
    totals, weights = np.array(clusters, dtype=float).T
    count = len(totals)
    value = totals.sum() / weights.sum()
    variance = count / (count - 1) * np.sum((totals - value * weights) ** 2) / weights.sum() ** 2
    return value, variance, t.ppf((1 + confidence) / 2, count - 1)


def cluster_rows():
    rows = []
    for count, mean, correlation in ((2, 0.5, 0.3), (5, 0.2, 0.2), (40, 0.05, 0.4), (40, 0.7, 0.0), (200, 0.9, 0.1)):
        trials = generator.integers(1, 21, count)
        scale = 1e9 if correlation == 0 else (1 - correlation) / correlation
        successes = generator.binomial(trials, generator.beta(mean * scale, (1 - mean) * scale, count))
        clusters = [[float(s), float(n)] for s, n in zip(successes, trials)]
        for confidence in (0.9, 0.95):
            value, variance, quantile = ratio(clusters, confidence)
            reach = quantile * np.sqrt(variance)
            z = norm.ppf((1 + confidence) / 2)
            least = trials.sum() ** 2 / np.sum(trials**2)
            effective = value * (1 - value) / variance * (z / quantile) ** 2 if variance > 0 else least
            effective = min(max(effective, least), trials.sum())
            rows.append({
                "clusters": clusters, "confidence": confidence, "ratio": [value - reach, value + reach],
                "wilson": wilson(value, effective, confidence),
            })
    return rows


def correlation_rows():
    rows = []
    for count, weight in ((4, 0.5), (12, -0.9), (50, 0.1), (300, 0.97)):
        x = generator.normal(size=count).round(1)
        y = (weight * x + np.sqrt(1 - weight**2) * generator.normal(size=count)).round(1)
        for confidence in (0.9, 0.95):
            p, s = pearsonr(x, y), spearmanr(x, y).statistic
            low, high = p.confidence_interval(confidence)
            reach = norm.ppf((1 + confidence) / 2) * np.sqrt((1 + s * s / 2) / (count - 3))
            rows.append({
                "points": [[float(a), float(b)] for a, b in zip(x, y)], "confidence": confidence,
                "pearson": p.statistic, "pearson_interval": [low, high], "spearman": s,
                "spearman_interval": [np.tanh(np.arctanh(s) - reach), np.tanh(np.arctanh(s) + reach)],
            })
    return rows


values = list(generator.normal(size=37))
document = {
    "made_with": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "quantiles": [
        {"confidence": c, "freedom": f, "t": t.ppf((1 + c) / 2, f), "normal": norm.ppf((1 + c) / 2)}
        for c in (0.5, 0.9, 0.95, 0.999) for f in (1, 2, 3, 7, 30, 500, 100000)
    ],
    "clusters": cluster_rows(),
    "correlations": correlation_rows(),
    "percentiles": [
        {"values": values, "confidence": c, "interval": list(np.percentile(values, [50 - 50 * c, 50 + 50 * c]))}
        for c in (0.5, 0.9, 0.95)
    ],
}
path = pathlib.Path(__file__).with_name("intervals.json")
path.write_text(json.dumps(document, separators=(", ", ": "), default=float).replace("}, ", "},\n") + "\n")
