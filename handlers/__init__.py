"""The door for people: Slack's requests come in, one verb is carried out, an answer goes back."""
