"""What initiatives moved, estimated once per publication from the marts.

outcomes.py, panels.py     what stands for a KPI, as rows of unit × month
goals.py, roll_outs.py     what was promised, and what went live when
monthly.py                 the outcome of the whole company, where all units went live at once
estimates.py → pairs.py    effects, and the record of one initiative and one KPI
ledgers.py, worth.py       contributions to the change, and the effect on lifetime value
assembly.py                all of it, for the snapshot
"""
