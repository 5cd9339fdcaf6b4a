"""Benchmarks: how fast the engines and the site answer, beside other search software over the same works."""
