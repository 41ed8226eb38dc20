"""What Heard does for itself: watches its own pulse, knows its workspace and its rules, and tells `ops`. Row Y10."""
