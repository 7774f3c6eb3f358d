"""Fits to set ours against: by choix, statsmodels and scipy, the published recipe in numpy.

A comparison is first, second, choices of the first, of the second, and ties. Standard errors are those of the
centred utilities, from the observed information.
"""

import autograd
import autograd.numpy as anp
import choix
import numpy as np
import scipy
import statsmodels.api as sm
from autograd.scipy.special import logsumexp
from autograd.scipy.stats import norm as anorm
from scipy.optimize import brentq, minimize, root
from scipy.stats import norm

import published

LINKS = {"bradley-terry": sm.families.links.Logit(), "thurstone": sm.families.links.Probit()}


def centred(values, covariance):
    """Centres the utilities and carries their covariance along."""
    count = len(values)
    centring = np.eye(count) - 1 / count
    return centring @ values, np.sqrt(np.diag(centring @ covariance @ centring))


def row(name, model, options, comparisons, penalty, position, utilities, errors, shift, likelihood, source,
        tie=None, variance=None):
    return {
        "name": name, "source": source, "model": model, "options": options, "comparisons": comparisons,
        "penalty": penalty, "position": position, "utility": list(utilities),
        "standard_error": None if errors is None else list(errors),
        "fitted_position": None if shift is None else shift[0],
        "position_standard_error": None if shift is None else shift[1],
        "log_likelihood": likelihood,
        # The tie parameter and the standard error of its logarithm.
        "tie": tie,
        "variance": None if variance is None else list(variance),
        # Option, direction of the limit from its utility, limit.
        "one_sided": [],
    }


def log_likelihood(probabilities, comparisons):
    wins, losses = np.array([c[2:4] for c in comparisons]).T
    return float(np.sum(wins * np.log(probabilities) + losses * np.log1p(-probabilities)))


def by_choix(name, options, comparisons):
    """Bradley-Terry without position: choix's two algorithms must agree."""
    data = []
    for first, second, wins, losses, _ in comparisons:
        data += [(first, second)] * wins + [(second, first)] * losses
    spectral = choix.ilsr_pairwise(options, data, tol=1e-13, max_iter=1000)
    newton = choix.opt_pairwise(options, data, tol=1e-10)
    assert np.allclose(spectral, newton, atol=1e-7), (spectral, newton)
    utilities = spectral - spectral.mean()
    lead = np.array([utilities[f] - utilities[s] for f, s, _, _, _ in comparisons])
    likelihood = log_likelihood(1 / (1 + np.exp(-lead)), comparisons)
    return row(name, "bradley-terry", options, comparisons, 0, False, utilities, None, None, likelihood,
               "choix.ilsr_pairwise, choix.opt_pairwise")


def by_statsmodels(name, model, options, comparisons, position):
    """A binomial GLM with option 0 as the reference."""
    design = np.zeros((len(comparisons), options))
    for i, (first, second, _, _, _) in enumerate(comparisons):
        design[i, first] += 1
        design[i, second] -= 1
    design = np.column_stack([design[:, 1:]] + ([np.ones(len(comparisons))] if position else []))
    counts = np.array([c[2:4] for c in comparisons], dtype=float)
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
    wins, losses = np.array([c[2:4] for c in comparisons], dtype=float).T

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


def by_poisson(name, options, comparisons, position):
    """Davidson without penalty, as the log-linear model of counts that it is equivalent to: a Poisson GLM with a term of
    its own for every comparison, which makes the three counts of a comparison sum to what they do."""
    rows, counts = [], []
    for index, (first, second, *choices) in enumerate(comparisons):
        for half, tie, count in ((0.5, 0, choices[0]), (-0.5, 0, choices[1]), (0, 1, choices[2])):
            design = np.zeros(len(comparisons) + options + 2)
            design[index] = 1
            design[len(comparisons) + first] += half
            design[len(comparisons) + second] -= half
            design[-2:] = half, tie
            rows.append(design)
            counts.append(count)
    start = len(comparisons)
    keep = [i for i in range(start + options + 2) if i != start and (position or i != start + options)]
    glm = sm.GLM(np.array(counts, dtype=float), np.array(rows)[:, keep], family=sm.families.Poisson())
    fit = glm.fit(tol=1e-14, maxiter=200)
    covariance = np.linalg.inv(-glm.hessian(fit.params, observed=True))[start:, start:]
    estimates = fit.params[start:]
    full = np.zeros((options, options))
    full[1:, 1:] = covariance[: options - 1, : options - 1]
    utilities, errors = centred(np.concatenate([[0], estimates[: options - 1]]), full)
    shift = (estimates[options - 1], float(np.sqrt(covariance[options - 1, options - 1]))) if position else None
    shares = fit.fittedvalues.reshape(-1, 3)
    shares = shares / shares.sum(axis=1, keepdims=True)
    likelihood = float(np.sum(np.array([c[2:] for c in comparisons]) * np.log(shares)))
    tie = (float(np.exp(estimates[-1])), float(np.sqrt(covariance[-1, -1])))
    return row(name, "davidson", options, comparisons, 0, position, utilities, errors, shift, likelihood,
               "statsmodels.GLM (Poisson)", tie=tie)


def by_minimum(name, model, options, comparisons, penalty, components, limits=()):
    """Any of our models with position and penalty: the minimum by scipy, with all derivatives by autograd, over a basis of
    the parameters that are free to move. Then the one-sided limits of some options, given as pairs of option and
    direction: where the profile of the objective, minimised for each value by itself, has risen by z²/2."""
    first, second = np.array([c[:2] for c in comparisons]).T
    counts = np.array([c[2:] for c in comparisons], dtype=float)
    wins, losses = counts[:, 0] + counts[:, 2] / 2, counts[:, 1] + counts[:, 2] / 2
    variances, ties = model == "thurstone-variances", model == "davidson"
    basis = np.zeros((options, options - len(components)))
    column = 0
    for members in components:
        for member in members[1:]:
            basis[members[0], column], basis[member, column] = -1, 1
            column += 1
    # Utilities, then logarithms of twice the variances, which sum to 0 over a component; then the logarithm of the tie
    # parameter; then the position.
    free = scipy.linalg.block_diag(*([basis] + [basis] * variances + [np.eye(1)] * ties + [np.eye(1)]))

    def likelihood(full):
        lead = full[first] - full[second] + full[-1]
        if ties:
            logs = anp.stack([lead / 2, -lead / 2, full[-2] + 0 * lead])
            return anp.sum(counts.T * (logs - logsumexp(logs, axis=0)))
        if variances:
            logs = full[options : 2 * options]
            lead = lead / anp.sqrt(0.5 * anp.exp(logs[first]) + 0.5 * anp.exp(logs[second]))
        if model == "bradley-terry":
            return -anp.sum(wins * anp.logaddexp(0, -lead) + losses * anp.logaddexp(0, lead))
        return anp.sum(wins * anorm.logcdf(lead) + losses * anorm.logcdf(-lead))

    precision = np.full(free.shape[0], float(penalty))
    if variances:
        precision[options : 2 * options] = 1

    def minimum(free, offset):
        def objective(at):
            full = offset + anp.dot(free, at)
            return 0.5 * anp.sum(precision * full**2) - likelihood(full)

        slope, bend = autograd.grad(objective), autograd.hessian(objective)
        start = np.zeros(free.shape[1])
        found = minimize(objective, start, jac=slope, hess=bend, method="trust-exact", options={"gtol": 1e-8}).x
        for _ in range(5):
            found = found - np.linalg.solve(bend(found), slope(found))
        assert np.abs(slope(found)).max() < 1e-9, slope(found)
        assert np.linalg.eigvalsh(bend(found)).min() > 0
        return offset + free @ found, objective(found), bend(found)

    full, least, bend = minimum(free, np.zeros(free.shape[0]))
    errors = np.sqrt(np.diag(free @ np.linalg.inv(bend) @ free.T))

    def limit(option, direction):
        def excess(value):
            # The option at `value`, its component's others at what is left, and what is free to move of both.
            members = next(members for members in components if option in members)
            offset = np.zeros(free.shape[0])
            offset[[m for m in members if m != option]] = -value / (len(members) - 1)
            offset[option] = value
            rest = free @ scipy.linalg.null_space(free[[option]])
            return 2 * (minimum(rest, offset)[1] - least) - norm.ppf(0.95) ** 2

        far = full[option] + direction * 0.5
        while excess(far) < 0:
            far += direction * 0.5
        return brentq(excess, full[option], far, xtol=1e-10)

    result = row(name, model, options, comparisons, penalty, True, full[:options], errors[:options],
                 (float(full[-1]), float(errors[-1])), float(likelihood(full)), "scipy.optimize.minimize, autograd",
                 tie=(float(np.exp(full[-2])), float(errors[-2])) if ties else None,
                 variance=0.5 * np.exp(full[options : 2 * options]) if variances else None)
    result["one_sided"] = [[option, direction, limit(option, direction)] for option, direction in limits]
    return result


def by_recipe(seed, options, comparisons):
    """The published recipe from a random start."""
    one, other, share = published.edges(comparisons)
    generator = np.random.default_rng(seed)
    initial = generator.normal(0, 0.01, 2 * options)
    probe = generator.normal(size=2 * options)
    by_hand = published.gradient(probe, one, other, share)
    for index in range(2 * options):
        step = 1e-6 * np.eye(2 * options)[index]
        rise = published.loss(probe + step, one, other, share) - published.loss(probe - step, one, other, share)
        assert abs(rise / 2e-6 - by_hand[index]) < 1e-8, (index, rise / 2e-6, by_hand[index])
    means, variances = published.fit(initial, one, other, share)
    return {"comparisons": comparisons, "initial": list(initial), "mean": list(means), "variance": list(variances)}
