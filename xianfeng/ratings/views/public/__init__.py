"""Pages for whoever holds a slip: nobody signs in, and everything works without JavaScript."""
