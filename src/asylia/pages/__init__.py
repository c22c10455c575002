"""The assessment desk: web pages that ask one thing at a time and show what follows from the answers."""
