"""The vocabulary: frozen values that every room shares.

Standard library only; nothing here reads, decides or writes. Behaviour lives in the rooms above.
"""
