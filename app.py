"""The ASGI app: the dashboard's frame and the health route."""
