"""What people write: saved scenarios and what is said about them, meetings with partners, passports of numbers.

database.py        where it is kept: SQLite beside the data, or PostgreSQL; whole transactions, one writer at a time
failures.py        what to say when that database does not do what it should
tables.py          its tables, and the version of their layout
scenarios.py       saved scenarios: versions, locks, comments, who did what
meetings.py        meetings with partners, and the actions agreed there
records.py         what is read of scenarios, frozen
meeting_records.py what is read of meetings and actions, frozen, and what of them is counted
audit.py           the line that every write leaves
texts.py           names, authors and comments as they may be
refusals.py        what is asked for and cannot be, each with a code that a page words
"""
