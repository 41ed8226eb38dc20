"""How Heard is tested: sentences, with real parts."""
