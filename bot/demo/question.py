"""The question that `newsdesk demo` asks: its answer stands in the sample articles, told by several outlets."""

from __future__ import annotations

SAMPLE_QUESTION = "How much did Torvane raise?"
