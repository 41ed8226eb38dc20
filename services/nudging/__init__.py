"""What a tick asks for: whom, in which message, and how it reads now. Rows X4, X12."""
