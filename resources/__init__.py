"""Files that ship with the program: fonts, icons, and sample tables with their list (samples/samples.json)."""
