"""JSON over HTTP, described by OpenAPI. Thin: looking goes through `access.window`, doing through `casework.door`."""
