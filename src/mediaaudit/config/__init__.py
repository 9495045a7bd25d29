"""Configuration: find the file, read it, lay the flags over it; the result is a plan for the engine.

No room below knows that there are files or flags.
"""
