"""The months after a resolution: what is owed then, by whom, and how it is spoken of. Row M9."""
