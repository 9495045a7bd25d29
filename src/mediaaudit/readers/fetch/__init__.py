"""Pictures from the network, for runs that ask for it: bounded, polite, cached, and never from inside the house.

``Fetcher.fetch`` is the one door. Where pictures are on this machine is ``readers.pictures.locate``'s matter.
"""

from .exchange import FetchError
from .fetcher import Fetched, Fetcher

__all__ = ["FetchError", "Fetched", "Fetcher"]
