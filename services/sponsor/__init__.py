"""The executive sponsor: who is asked, to speak with whom, by when, and what follows from it. Rows M6, M7."""
