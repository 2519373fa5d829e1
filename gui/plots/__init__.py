"""Charts on one base: figures and theme tokens in, pictures and tables out. The only package that imports pyqtgraph."""
