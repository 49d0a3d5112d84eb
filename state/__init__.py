"""What people write: saved scenarios and comments on them, meetings with partners, passports of numbers.

database.py         the database, SQLite beside the data or PostgreSQL: atomic transactions, one writer at a time
failures.py         messages for failures of that database
tables.py           its tables, and the version of their layout
scenarios.py        saved scenarios: versions, locks, comments, who did what
meetings.py         meetings with partners, and the actions agreed there
commentary.py       words on sections of reports, and sign-offs
books.py            a report as the next book: words, sign-off, and the book that was taken before
passports.py        numbers with what was stated under them, and what was taken out of the company
records.py          frozen records of what is read of scenarios
meeting_records.py  frozen records of meetings and actions, and what is counted of them
audit.py            the line that every write leaves
texts.py            which names, authors and comments are allowed
refusals.py         requests that are refused, each with a code that a page puts into words
"""
