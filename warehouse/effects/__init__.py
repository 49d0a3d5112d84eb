"""Effects of initiatives on KPIs, estimated once per publication from the marts.

outcomes.py, panels.py     the outcome that represents a KPI, and its panel of unit × month
goals.py, roll_outs.py     goals stated in advance, and go-live dates by unit
monthly.py                 monthly outcomes of the whole company, for initiatives that went live everywhere at once
estimates.py → pairs.py    effects, and the record of each initiative and KPI
ledgers.py, worth.py       contributions to the change between the windows, and the effect on lifetime value
assembly.py                all of the above, for one snapshot
"""
