"""The terminal: arguments → flow; the same events as the window's, matched, as text or as JSON lines."""
