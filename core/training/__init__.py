"""Time and repetition: a plan and matrices come in, events go out, the last one carrying the trained weights."""
