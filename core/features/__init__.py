"""A cleaned table comes in; a float32 matrix [rows, features] goes out. All that is learned is from training rows."""
