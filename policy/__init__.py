"""What is decided: data (`*.toml`) and pure functions over frozen values. No database, no Slack, no clock."""
