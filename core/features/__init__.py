"""A cleaned table comes in; a float32 matrix [rows, features] goes out. Whatever is learned comes from training rows."""
