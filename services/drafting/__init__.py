"""Words to the customer before they go out: read by the policy's rules."""
