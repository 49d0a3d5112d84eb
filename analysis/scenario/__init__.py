"""Projections of plans: initiatives with start, pace and coverage, carried through a driver tree into money.

description.py    a scenario: initiatives, effects, coefficients, baseline, targets; its id
coefficients.py   every link of the driver tree and every assumption, with default, range, source and label
discount.py       how much of an effect is assumed to be real, depending on the evidence
draws.py          deviates of everything uncertain, seeded by the facts
coverage.py       the share of cases in each combined state of the roll-outs, month by month
outcomes.py       outcomes by draw and month
relationships.py  early leaving → how long customers stay and what one is worth
money.py          outcomes → originations, income, costs, net
runs.py           a scenario and doing nothing through the same draws: NPV and payback
projection.py     fans, differences, NPV, payback, targets, tornado: `simulate`
comparison.py     scenarios ranked: which brings most, how often, and what that depends on: `rank`
goal_seek.py      the least coverage of an initiative and the cheapest initiatives that reach a target
"""
