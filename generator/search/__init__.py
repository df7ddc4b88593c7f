"""Search in the browser, without a server: one index for 45 projects and for a million.

What happens, in this order:

* :mod:`terms` says what a text is cut into; :mod:`tokens` does it for many texts at once.
* :mod:`mapping` turns some consecutive documents into a :mod:`chunk`; pure, parallel, storable.
* :mod:`merging` brings the rows of every term together, range by range; :mod:`pieces` writes them as scripts that a
  browser loads; :mod:`records` and :mod:`columns` write what is shown and what narrows.
* :mod:`manifest` lists it all; :mod:`build` runs the whole; :mod:`stock` makes the stock Lunr index.

The browser's half lives in ``templates/static/search``. The scores are Lunr's (:mod:`fields`), to the last bit.
"""
