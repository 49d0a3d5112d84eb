"""Errors that a user can fix."""


class MilepostError(Exception):
    """An error in one line for people: where it is, what is wrong, what to do. Printed without a traceback."""


class Refused(MilepostError):
    """The operation was stopped before it changed anything."""


class Damaged(MilepostError):
    """A published snapshot is missing, changed or unreadable; the facts and what people have saved are unaffected."""
