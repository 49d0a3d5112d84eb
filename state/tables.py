"""The tables of what people write, the same in SQLite and PostgreSQL; times are UTC."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

# A newer layout gets the next number and a step that leads there.
LAYOUT = 3

METADATA = MetaData()

# One row.
LAYOUTS = Table("milepost_layout", METADATA, Column("layout", Integer, nullable=False))

SCENARIOS = Table(
    "milepost_scenarios",
    METADATA,
    Column("code", String(8), primary_key=True),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", DateTime),
)

# `alike`: the name as texts.fold_name makes it, by which one is found to be taken.
VERSIONS = Table(
    "milepost_versions",
    METADATA,
    Column("code", String(8), ForeignKey("milepost_scenarios.code"), primary_key=True),
    Column("number", Integer, CheckConstraint("number >= 1"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("alike", Text, nullable=False, index=True),
    Column("plan", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", DateTime, nullable=False),
    Column("locked_by", Text),
    Column("locked_at", DateTime),
    Column("copied_from_code", String(8)),
    Column("copied_from_number", Integer),
    ForeignKeyConstraint(
        ["copied_from_code", "copied_from_number"], ["milepost_versions.code", "milepost_versions.number"]
    ),
)

COMMENTS = Table(
    "milepost_comments",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", DateTime, nullable=False),
    ForeignKeyConstraint(["code", "number"], ["milepost_versions.code", "milepost_versions.number"]),
)

# Only ever added to. `name`: that of the version after the act; of a meeting its partner, of an action its text.
AUDIT = Table(
    "milepost_audit",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("code", String(8), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    sqlite_autoincrement=True,
)

# Since layout 2. Only ever added to: what was stated under a number (asking/statements.py); `answer`: compressed.
# A series by month is an eighth of its size then.
PASSPORTS = Table(
    "milepost_passports",
    METADATA,
    Column("number", String(17), primary_key=True),
    Column("name", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("kpi", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("partners", Text),
    Column("digest", String(64), nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("stated_at", DateTime, nullable=False),
)

# Since layout 2. What left the house: `numbers` those of its passports, as JSON; `expires_on` NULL: never.
TAKEN = Table(
    "milepost_taken",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("numbers", Text, nullable=False),
    Column("expires_on", Date),
)

# Since layout 2. `held_on` and all days of actions: in the company's time.
MEETINGS = Table(
    "milepost_meetings",
    METADATA,
    Column("code", String(8), primary_key=True),
    Column("partner", Text, nullable=False, index=True),
    Column("held_on", Date, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("attendees", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", DateTime),
)

# Since layout 2. What never changes of an action; `meeting`: at which it was agreed.
ACTIONS = Table(
    "milepost_actions",
    METADATA,
    Column("code", String(8), primary_key=True),
    Column("partner", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("meeting", String(8), ForeignKey("milepost_meetings.code"), nullable=False),
)

# Since layout 2. Only ever added to: the last number is what holds, the first one what was agreed.
ACTION_CHANGES = Table(
    "milepost_action_changes",
    METADATA,
    Column("code", String(8), ForeignKey("milepost_actions.code"), primary_key=True),
    Column("number", Integer, CheckConstraint("number >= 1"), primary_key=True, autoincrement=False),
    Column("state", String(7), CheckConstraint("state in ('open', 'done', 'dropped')"), nullable=False),
    Column("owner", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("on", Date, nullable=False),
    Column("meeting", String(8), ForeignKey("milepost_meetings.code")),
    Column("reason", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)

# Since layout 3. What one person has changed of a plan and not saved, step by step; steps taken back are `undone`.
DRAFTS = Table(
    "milepost_drafts",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)

# Since layout 3. The plans that lay side by side when a person last changed anything there: codes, as JSON.
DESKS = Table(
    "milepost_desks",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("codes", Text, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)

# Since layout 3. What never changes of a decision; `plan`: the version decided on; `forecast`: frozen, as JSON.
DECISIONS = Table(
    "milepost_decisions",
    METADATA,
    Column("code", String(8), primary_key=True),
    Column("text", Text, nullable=False),
    Column("alike", Text, nullable=False),
    Column("plan_code", String(8)),
    Column("plan_number", Integer),
    Column("plan_name", Text),
    Column("meeting", String(8), ForeignKey("milepost_meetings.code")),
    Column("snapshot", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("forecast", Text),
    Column("withdrawn_by", Text),
    Column("withdrawn_at", DateTime),
    ForeignKeyConstraint(
        ["plan_code", "plan_number"], ["milepost_versions.code", "milepost_versions.number"]
    ),
)

# Since layout 3. Only ever added to, as those of actions; `review`: a month, YYYY-MM.
DECISION_CHANGES = Table(
    "milepost_decision_changes",
    METADATA,
    Column("code", String(8), ForeignKey("milepost_decisions.code"), primary_key=True),
    Column("number", Integer, CheckConstraint("number >= 1"), primary_key=True, autoincrement=False),
    Column("state", String(8), CheckConstraint("state in ('open', 'reviewed')"), nullable=False),
    Column("owner", Text, nullable=False),
    Column("review", String(7), nullable=False),
    Column("reason", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)

# Since layout 3. Only ever added to: the last words on a section hold, "" withdraws them. `filters`: as JSON.
REMARKS = Table(
    "milepost_remarks",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("report", Text, nullable=False),
    Column("partner", Text, nullable=False),
    Column("filters", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)

# Since layout 3. Only ever added to; `words`: digest of those in the report that was signed off.
SIGN_OFFS = Table(
    "milepost_sign_offs",
    METADATA,
    Column("entry", Integer, primary_key=True),
    Column("report", Text, nullable=False),
    Column("partner", Text, nullable=False),
    Column("filters", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("windows", Text, nullable=False),
    Column("words", String(64), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)
