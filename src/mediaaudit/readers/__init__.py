"""Bytes become facts: articles, pictures, metadata.

The only room that knows parsers and decoders, each behind one module. Nothing here judges.
"""
