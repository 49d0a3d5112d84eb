"""What goes wrong in a way that a user can mend."""


class MilepostError(Exception):
    """One line for people: where, what is wrong, what to do. Printed without a traceback."""


class Refused(MilepostError):
    """The operation was stopped before it changed anything."""


class Damaged(MilepostError):
    """What was published cannot be read as it was written; facts and what people wrote are not touched."""
