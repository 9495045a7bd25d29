"""One picture more than once: in an article, across a newsroom's articles, under several names, after its withdrawal."""
