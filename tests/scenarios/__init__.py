"""Stories: what people live through, told from Slack's side, on both databases and on a renamed policy."""
