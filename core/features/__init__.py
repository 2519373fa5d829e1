"""A cleaned table comes in; a float32 matrix [rows, features] goes out. All that is learned comes from training rows."""
