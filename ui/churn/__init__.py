"""The parts of the page on churn."""
