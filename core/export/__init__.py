"""A frame of predictions comes in; a file that an analyst opens (CSV, Excel, Parquet) goes out, whole or not at all."""
