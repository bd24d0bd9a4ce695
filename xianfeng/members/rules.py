"""What of a member is counted, and the bands in which it is."""

HAN = "01"
