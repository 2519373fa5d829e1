"""What leaves the house: predictions as CSV, xlsx and Parquet."""
