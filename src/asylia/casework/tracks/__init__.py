"""The tracks of a case: what may follow upon what. They run beside one another, and none closes another."""
