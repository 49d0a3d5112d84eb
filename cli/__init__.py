"""The command line, `milepost …`: one module per group of commands."""
