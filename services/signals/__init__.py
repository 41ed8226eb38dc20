"""What other systems say of customers: its shapes, and keeping it. Rows M4, X2."""
