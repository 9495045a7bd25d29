"""Pictures from the network, for runs that ask for it: bounded, polite, cached, and never from inside the house.

``fetcher.Fetcher.fetch`` is the one door; nothing is exported here, so that ``settings`` cost no client's import.
Where pictures are on this machine is ``readers.pictures.locate``'s matter.
"""
