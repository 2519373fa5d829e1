"""A cleaned table comes in; a float32 matrix [rows, features] goes out. What is learned is learned from training rows."""
