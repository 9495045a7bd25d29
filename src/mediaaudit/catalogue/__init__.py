"""The catalogue: rule files and house data, read, checked and bound to checks.

Nothing here runs a check or knows a document. A mistake in a file is a ``CatalogueError`` that names file and key.
"""
