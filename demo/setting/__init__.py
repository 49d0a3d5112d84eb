"""What the simulated company finds around it: months, regions, partners, the market, and its initiatives."""
