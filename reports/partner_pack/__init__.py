"""The pack that is handed to a partner."""
