"""Only arrays: a float32 matrix comes in, trained weights go out."""
