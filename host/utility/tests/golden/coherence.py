"""Writes coherence.json: coherence measures by numpy and scipy, from the definitions and by other routes.

    pip install numpy scipy && python coherence.py

Every list of tallies is [first, second, first wins, second wins, ties]. Utilities become a fit in the test, from
choices in the proportions that they imply.
"""

import itertools
import json
import pathlib
import platform

import numpy as np
import scipy
from scipy.stats import binom, multivariate_hypergeom, norm, pearsonr, spearmanr, t

CONFIDENCE = 0.95
generator = np.random.default_rng(20260622)


def t_interval(values):
    values = np.asarray(values)
    reach = t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return [values.mean() - reach, values.mean() + reach]


# --- exchange rates -----------------------------------------------------------------------------------

GRIDS = {"apples": [1, 2, 5, 10, 100], "bears": [1, 3, 10, 30], "cats": [2, 4, 8, 16, 32, 64]}
LINES = {"apples": (-1.0, 0.35), "bears": (0.2, 0.5), "cats": (-0.4, 0.8)}


def exchange_utilities():
    return {
        name: LINES[name][0] + LINES[name][1] * np.log(grid) + generator.normal(0, 0.08, len(grid))
        for name, grid in GRIDS.items()
    }


def line(name, utilities):
    """Intercept and slope, their covariance and the residual, by least squares with a design matrix."""
    design = np.column_stack([np.ones(len(GRIDS[name])), np.log(GRIDS[name])])
    found, *_ = np.linalg.lstsq(design, utilities, rcond=None)
    residual = np.sum((utilities - design @ found) ** 2) / (len(utilities) - 2)
    return found, residual * np.linalg.inv(design.T @ design), residual


def log_rate(i, j, line_i, line_j):
    """Both ways over the grids, amount by amount."""
    (b_i, a_i), (b_j, a_j) = line_i, line_j
    forth = [np.log(np.exp((b_j - b_i + a_j * np.log(n)) / a_i) / n) for n in GRIDS[j]]
    back = [np.log(n / np.exp((b_i - b_j + a_i * np.log(n)) / a_j)) for n in GRIDS[i]]
    return (np.mean(forth) + np.mean(back)) / 2


def gradient(of, at):
    at = np.asarray(at, dtype=float)
    steps = np.eye(len(at)) * 1e-6
    return np.array([(of(at + step) - of(at - step)) / 2e-6 for step in steps])


def exchange():
    utilities = exchange_utilities()
    refits = [{name: u + generator.normal(0, 0.1, len(u)) for name, u in utilities.items()} for _ in range(40)]
    curves, rates = [], []
    for name, u in utilities.items():
        found, covariance, residual = line(name, u)
        reach = t.ppf(0.975, len(u) - 2) * np.sqrt(covariance[1, 1])
        slopes = [line(name, refit[name])[0][1] for refit in refits]
        curves.append({
            "entity": name, "intercept": found[0], "slope": found[1], "residual": residual,
            "slope_interval": [found[1] - reach, found[1] + reach],
            "bootstrap_slope_interval": list(np.percentile(slopes, [2.5, 97.5])),
        })
    for i, j in itertools.combinations(GRIDS, 2):
        (at_i, cov_i, _), (at_j, cov_j, _) = line(i, utilities[i]), line(j, utilities[j])
        value = log_rate(i, j, at_i, at_j)
        slope = gradient(lambda x: log_rate(i, j, x[:2], x[2:]), [*at_i, *at_j])
        variance = slope[:2] @ cov_i @ slope[:2] + slope[2:] @ cov_j @ slope[2:]
        freedom = min(len(GRIDS[i]), len(GRIDS[j])) - 2
        reach = t.ppf(0.975, freedom) * np.sqrt(variance)
        replicates = [log_rate(i, j, line(i, r[i])[0], line(j, r[j])[0]) for r in refits]
        rates.append({
            "of": i, "per": j, "log_rate": value, "interval": [value - reach, value + reach],
            "bootstrap_interval": list(np.percentile(replicates, [2.5, 97.5])),
        })
    flat = lambda by_name: [float(u) for name in GRIDS for u in by_name[name]]
    return {
        "counts": [[name, count] for name in GRIDS for count in GRIDS[name]], "utilities": flat(utilities),
        "bootstrap": [flat(refit) for refit in refits], "curves": curves, "rates": rates,
    }


# --- measures of answers ------------------------------------------------------------------------------

def tallies(options, share_asked, choices, ties):
    """Random pairs in both orders, a few in one; independent probabilities, so that nothing is transitive."""
    rows = []
    for a, b in itertools.combinations(range(options), 2):
        if generator.random() > share_asked:
            continue
        p = generator.random()
        for first, second, q in ((a, b, p), (b, a, 1 - p)):
            if first > second and generator.random() < 0.1:
                continue
            n = int(generator.integers(choices[0], choices[1] + 1))
            tied = int(generator.binomial(n, ties))
            wins = int(generator.binomial(n - tied, q))
            rows.append([first, second, wins, n - tied - wins, tied])
    return rows


def by_pair(rows):
    """For every pair a < b: (wins of a, ties, answers) per order."""
    pairs = {}
    for first, second, wins, losses, ties in rows:
        a, b = min(first, second), max(first, second)
        order = int(first != a)
        pairs.setdefault((a, b), {})[order] = (wins if order == 0 else losses, ties, wins + losses + ties)
    return pairs


def share(shown):
    wins, ties, answers = shown
    return (wins + ties / 2) / answers


def chance(one, other):
    """Mean difference and flips over all splits of the pooled answers, by the multivariate hypergeometric."""
    wins, ties = one[0] + other[0], one[1] + other[1]
    n, m = one[2], other[2]
    pool = [wins, ties, n + m - wins - ties]
    difference = flips = total = 0
    for w, e in itertools.product(range(n + 1), repeat=2):
        if w + e > n or w > wins or e > ties or n - w - e > pool[2]:
            continue
        p = multivariate_hypergeom.pmf([w, e, n - w - e], pool, n)
        s, r = share((w, e, n)), share((wins - w, ties - e, m))
        difference += p * abs(s - r)
        flips += p * ((s - 0.5) * (r - 0.5) < 0)
        total += p
    assert abs(total - 1) < 1e-12
    return difference, flips


def order(rows):
    both = [shown for shown in by_pair(rows).values() if len(shown) == 2]
    differences = np.array([abs(share(s[0]) - share(s[1])) for s in both])
    expected = np.array([chance(s[0], s[1]) for s in both])
    firsts = [(share(s[0]) + 1 - share(s[1])) / 2 for s in both]
    return {
        "tallies": rows, "pairs": len(both), "difference": differences.mean(),
        "difference_interval": t_interval(differences), "difference_by_chance": expected[:, 0].mean(),
        "excess": (differences - expected[:, 0]).mean(),
        "excess_interval": t_interval(differences - expected[:, 0]),
        "flips": np.mean([(share(s[0]) - 0.5) * (share(s[1]) - 0.5) < 0 for s in both]),
        "flips_by_chance": expected[:, 1].mean(), "first_share": np.mean(firsts),
        "first_share_interval": t_interval(firsts),
    }


def completeness(rows):
    pairs = by_pair(rows).values()
    larger = lambda p: max(p, 1 - p)
    shares = [larger(np.mean([share(s) for s in shown.values()])) for shown in pairs]
    coins = []
    for shown in pairs:
        orders = [[(share((w, e, n)), binom.pmf(w, n - e, 0.5)) for w in range(n - e + 1)]
                  for _, e, n in shown.values()]
        coins.append(sum(np.prod([p for _, p in way]) * larger(np.mean([s for s, _ in way]))
                         for way in itertools.product(*orders)))
    return {"mean": np.mean(shares), "interval": t_interval(shares), "of_a_coin": np.mean(coins),
            "one_order": sum(len(shown) == 1 for shown in pairs)}


def transitivity(rows, options):
    p = {}
    for (a, b), shown in by_pair(rows).items():
        p[a, b] = np.mean([share(s) for s in shown.values()])
        p[b, a] = 1 - p[a, b]
    asked = lambda triad: all((a, b) in p for a, b in itertools.combinations(triad, 2))
    triads = [triad for triad in itertools.combinations(range(options), 3) if asked(triad)]
    at_least = lambda x, y: x > y - 1e-12

    def holds(triad, bound):
        return all(at_least(p[x, z], bound(p[x, y], p[y, z]))
                   for x, y, z in itertools.permutations(triad)
                   if at_least(p[x, y], 0.5) and at_least(p[y, z], 0.5))

    def cycle(a, b, c):
        return p[a, b] * p[b, c] * p[c, a] + p[b, a] * p[c, b] * p[a, c]

    def decided(triad):
        return all(abs(p[pair] - 0.5) > 1e-12 for pair in itertools.combinations(triad, 2))

    def majority_cycle(a, b, c):
        return len({p[a, b] > 0.5, p[b, c] > 0.5, p[c, a] > 0.5}) == 1

    measures = {
        "cycle_probability": lambda chosen: np.mean([cycle(*triad) for triad in chosen]),
        "majority_cycles": lambda chosen: np.mean([majority_cycle(*x) for x in chosen if decided(x)]),
        "weak": lambda chosen: np.mean([holds(triad, lambda x, y: 0.5) for triad in chosen]),
        "strong": lambda chosen: np.mean([holds(triad, max) for triad in chosen]),
    }
    members = sorted({option for triad in triads for option in triad})
    report = {"triads": len(triads), "options": len(members)}
    for name, measure in measures.items():
        value = measure(triads)
        left = np.array([measure([x for x in triads if option not in x]) for option in members])
        n = len(members)
        error = np.sqrt((n - 1) / n * np.sum((left - left.mean()) ** 2))
        reach = t.ppf(0.975, n - 1) * error
        report[name] = value
        report[name + "_interval"] = [max(value - reach, 0), min(value + reach, 1)]
    return report


# --- held-out choices ---------------------------------------------------------------------------------

def attainable(counts, steps):
    """EM for the mixture on the whole unit interval, every tally counted both ways round."""
    grid = np.linspace(0, 1, 101)
    k, n = np.array([(w, w + l) for w, l in counts] + [(l, w + l) for w, l in counts]).T
    likelihood = binom.pmf(k[:, None], n[:, None], grid[None])
    weights = np.ones(len(grid)) / len(grid)
    for _ in range(steps):
        posterior = likelihood * weights
        posterior /= posterior.sum(axis=1, keepdims=True)
        weights = posterior.mean(axis=0)
    posterior = likelihood * weights
    posterior /= posterior.sum(axis=1, keepdims=True)
    entropy = scipy.special.entr(grid) + scipy.special.entr(1 - grid)
    of = lambda values: float((posterior @ values * n).sum() / n.sum())
    return of(np.maximum(grid, 1 - grid)), of(entropy)


def held_out(options):
    utilities = generator.normal(0, 1, options)
    utilities -= utilities.mean()
    rows = []
    for a, b in itertools.combinations(range(options), 2):
        # The truth departs from the utilities.
        lead = utilities[a] - utilities[b] + generator.normal(0, 0.7)
        for first, second, x in ((a, b, lead), (b, a, -lead)):
            ties = int(generator.integers(0, 3))
            wins = int(generator.binomial(10 - ties, 1 / (1 + np.exp(-x))))
            rows.append([first, second, wins, 10 - ties - wins, ties])
    right, loss, majority = {}, {}, []
    for first, second, wins, losses, _ in rows:
        pair = (min(first, second), max(first, second))
        p = 1 / (1 + np.exp(utilities[second] - utilities[first]))
        hit, cost = right.get(pair, (0, 0)), loss.get(pair, (0, 0))
        right[pair] = (hit[0] + (wins if p > 0.5 else losses), hit[1] + wins + losses)
        loss[pair] = (cost[0] - wins * np.log(p) - losses * np.log(1 - p), cost[1] + wins + losses)
    for (a, b), shown in by_pair(rows).items():
        observed = np.mean([share(s) for s in shown.values()])
        if abs(observed - 0.5) > 1e-12:
            majority.append((observed > 0.5) == (utilities[a] > utilities[b]))

    def ratio(clusters):
        totals, sizes = np.array(list(clusters.values()), dtype=float).T
        value = totals.sum() / sizes.sum()
        count = len(totals)
        variance = count / (count - 1) * np.sum((totals - value * sizes) ** 2) / sizes.sum() ** 2
        return value, variance, t.ppf(0.975, count - 1), sizes

    value, variance, quantile, _ = ratio(loss)
    accuracy, its_variance, its_quantile, sizes = ratio(right)
    z = norm.ppf(0.975)
    effective = accuracy * (1 - accuracy) / its_variance * (z / its_quantile) ** 2
    effective = min(max(effective, sizes.sum() ** 2 / np.sum(sizes ** 2)), sizes.sum())
    centre = (accuracy + z * z / 2 / effective) / (1 + z * z / effective)
    reach = z / (1 + z * z / effective) * np.sqrt(
        accuracy * (1 - accuracy) / effective + z * z / 4 / effective ** 2)
    best = attainable([(wins, losses) for _, _, wins, losses, _ in rows], 3000)
    return {
        "utilities": list(utilities), "tallies": rows, "accuracy": accuracy,
        "accuracy_interval": [centre - reach, centre + reach], "log_loss": value,
        "log_loss_interval": [value - quantile * np.sqrt(variance), value + quantile * np.sqrt(variance)],
        "majority": float(np.mean(majority)), "attainable_accuracy": best[0], "attainable_log_loss": best[1],
    }


# --- correlations -------------------------------------------------------------------------------------

def spearman_interval(r, n):
    """Fisher's z with the variance of Bonett and Wright."""
    reach = norm.ppf(0.975) * np.sqrt((1 + r * r / 2) / (n - 3))
    return [np.tanh(np.arctanh(r) - reach), np.tanh(np.arctanh(r) + reach)]


def correlations(x, y):
    p, s = pearsonr(x, y), spearmanr(x, y).statistic
    interval = p.confidence_interval(CONFIDENCE)
    return {"pearson": p.statistic, "pearson_interval": [interval.low, interval.high], "spearman": s,
            "spearman_interval": spearman_interval(s, len(x))}


def comparison():
    one = generator.normal(size=30)
    other = 0.8 * one + 0.5 * generator.normal(size=30)
    top = len(set(np.argsort(-one)[:10]) & set(np.argsort(-other)[:10])) / 10
    return {"one": list(one), "other": list(other), "top10": top, **correlations(one, other)}


def lotteries():
    utilities = generator.normal(size=20)
    drawn = []
    for option in range(12, 20):
        size = int(generator.integers(2, 5))
        parts = generator.choice(12, size, replace=False)
        drawn.append([option, [[int(o), float(p)] for o, p in zip(parts, generator.dirichlet(np.ones(size)))]])
    expected = np.array([sum(p * utilities[o] for o, p in parts) for _, parts in drawn])
    own = np.array([utilities[option] for option, _ in drawn])
    z = lambda v: (v - v.mean()) / v.std(ddof=1)
    errors = np.abs(z(own) - z(expected))
    return {"utilities": list(utilities), "lotteries": drawn, "error": errors.mean(),
            "error_interval": t_interval(errors), **correlations(own, expected)}


rows = tallies(9, 0.8, (3, 8), 0.15)
document = {
    "made_with": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "exchange": exchange(),
    "order": order(rows),
    "completeness": completeness(rows),
    "transitivity": transitivity(rows, 9),
    "held_out": held_out(12),
    "comparison": comparison(),
    "lotteries": lotteries(),
}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value.item() if isinstance(value, np.generic) else value


path = pathlib.Path(__file__).with_name("coherence.json")
path.write_text(json.dumps(plain(document), separators=(", ", ": ")).replace("}, ", "},\n") + "\n")
