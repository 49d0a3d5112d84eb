"""Which initiative moved what: effects of staggered roll-outs on plain panels, and the evidence they earn.

panel.py        rows of unit × period, and how a roll-out reaches them
linear.py       effects as weighted sums of outcomes (means, shares)
counts.py       Poisson with expected events as offset (loans gone bad, customers gone)
models.py       both, with the other initiatives' parts taken out jointly
imputation.py   effect, interval, event study, placebo, separability
"""
