"""Partners: their peers, scores, trends and terms, and how a benefit is shared among them."""
