"""Packs: the figures that may be handed to a partner, and the rules of what may not."""
