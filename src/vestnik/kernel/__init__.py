"""What every package speaks: texts, types, problems, values, ids and the clock. It imports nothing of ours."""
