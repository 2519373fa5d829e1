"""A model and encoded rows come in; what the model makes of each column goes out. No files, no projects."""
