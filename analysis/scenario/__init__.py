"""What would come of it: initiatives with start, pace and coverage, carried through a driver tree into money.

description.py   a scenario: initiatives, effects, coefficients, baseline, targets; its id
coefficients.py  every link of the driver tree and every assumption, with default, range, source and label
discount.py      how much of an effect is believed, by what it rests on
draws.py         deviates of everything uncertain, seeded by the facts
coverage.py      which share of the cases is in which state of which roll-outs, month by month
outcomes.py      outcomes by draw and month
relationships.py early leaving → how long a customer stays and what one is worth
money.py         outcomes → originations, income, costs, net
runs.py         a scenario and doing nothing through the same draws: NPV and payback
results.py       fans, differences, NPV, payback, targets, tornado: `simulate`
comparison.py    scenarios side by side: which brings most, how often, on what that hangs: `rank`
goal_seek.py     the least coverage of an initiative and the cheapest initiatives that reach a target
"""
