"""Accounts: what other systems say of a customer, and which customer an escalation is of. Row X2."""
