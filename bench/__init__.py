"""Benchmarks, printed as ratios against their limits."""
