"""Page types: which pages exist, their address, what their template sees.

A page is a function of the catalogue and of some digests, and of nothing else. Two kinds: those of one
department-year (its own page, its projects, its sources: :mod:`.group`), which need the full submissions and are
rendered where these are; and those of the whole portal (:mod:`.portal`), which need light facts alone.
"""
