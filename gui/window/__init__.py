"""The window around the pages: top bar, rail, inspector, strip, toasts, drop overlay, palette."""
