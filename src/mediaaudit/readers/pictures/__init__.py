"""Picture files: what type the bytes are, whether they decode, what they look like.

Pillow lives here and is imported when a file is decoded, not before. Embedded metadata is next door.
"""
