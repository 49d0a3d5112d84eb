"""Statistics on sums: pure functions that take arrays, return frozen results, and import nothing else of this
project.
"""
