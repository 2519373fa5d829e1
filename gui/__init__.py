"""The window: it holds one document, asks core.flow for the next value, and draws what comes back."""
