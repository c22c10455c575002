"""JSON over HTTP: the same questions and the same answers as the pages."""
