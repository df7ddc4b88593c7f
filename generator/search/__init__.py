"""Search in the browser, without a server: one index for 45 projects and for a million.

What happens, in this order:

* :mod:`terms` says what a text is cut into; :mod:`tokens` does it for many texts at once.
* :mod:`mapping` turns some consecutive documents into a :mod:`chunk`; pure, parallel, storable.
* :mod:`survey` lays all chunks out and plans ranges of terms; :mod:`merging` brings the rows of every term of a range
  together; :mod:`pieces` writes them as scripts that a browser loads; :mod:`records` and :mod:`columns` write what is
  shown and what narrows.
* :mod:`manifest` lists it all; :mod:`build` runs the whole; :mod:`stock` makes the stock Lunr index.

The browser's half lives in ``templates/static/search``. The scores are Lunr's (:mod:`fields`), to the last bit.
"""

import os

# numpy would start threads for multiplying matrices. There are none here, and starting them takes as long as a third of
# its import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
