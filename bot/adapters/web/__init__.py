"""The web: one server for health, Slack's HTTP mode and the pages."""
