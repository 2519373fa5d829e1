"""Judgement: actual and predicted values come in, metrics beside baselines on the same rows go out."""
