"""What customers of the simulated company ask and say: contacts with service, and surveys."""
