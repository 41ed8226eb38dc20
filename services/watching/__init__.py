"""What customers say and what is measured of them, heeded: joined, proposed or opened. Rows M4, M10."""
