"""Sample feeds about invented events, and the local server that serves them: for `newsdesk demo` and the journeys.

Nothing here is news. What the feeds hold stands in `articles/`, the invented names in `names.toml`.
"""
