"""An oracle: the nudges that escalations should get, worked out slowly and simply, from the rules alone."""
