"""The chained log of every look and every change."""
