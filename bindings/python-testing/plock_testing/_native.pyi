"""The native part. Private."""

__all__ = ["call"]

def call(request: str) -> str:
    """Runs a request and returns its response."""
