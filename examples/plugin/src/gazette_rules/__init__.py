"""The picture rules of the Harbour Gazette."""
