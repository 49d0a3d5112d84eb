"""What would come of a plan: a file of initiatives and assumptions, against the snapshot, through analysis.scenario.

plan.py       FILE.toml → what is planned, every value checked at its field
baseline.py   the company in its after window, where a scenario starts from
under_way.py  what the company's own go-lives still bring by themselves
effects.py    effects from the evidence, a published figure, or the planner's own range
assembly.py   all of it → a scenario, frozen
records.py    the result as rows
"""
