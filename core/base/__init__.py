"""What every room stands on: errors, notices, their words, progress, and the run-time set-up. Imports nothing."""
