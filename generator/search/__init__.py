"""Search, in the browser, without a server."""
