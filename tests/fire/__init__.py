"""What people are told, and what is kept, while the floor gives way: real databases, really broken."""
