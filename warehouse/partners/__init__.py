"""What the Partners page asks: peers, scores, trends, terms, and sharing of a benefit."""
