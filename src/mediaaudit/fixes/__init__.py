"""Fixes: what checks describe and the engine located is written into the files.

Edits go by bytes, so that the rest of a file stays as it is, and a file is written whole or not at all. Nothing here
decides what is wrong or what would be right.
"""
