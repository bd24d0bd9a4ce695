"""Pages for residents: nobody signs in, and everything works without JavaScript."""
