"""The simulated company: five years of an auto-finance company's exports, with every truth known."""
