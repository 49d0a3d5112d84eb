"""Scenarios: a plan of initiatives and assumptions, projected from the snapshot through analysis.scenario.

plan.py, fields.py          FILE.toml → a plan, every value checked at its field
baseline.py                 the company in its after window, where a scenario starts
under_way.py                what the company's own go-lives still contribute
drawn_effects.py            effects from the evidence, a published figure, or the planner's own range
scenario.py                 all of the above → a scenario, frozen
rows.py, sides.py           results as rows, and as pages and exports ask for them
sources.py, templates.py    what an effect can rest on, and plans to start from
basis.py, backtest.py       what a saved scenario rested on, and how it compares with what happened
"""
