"""The portal with a clock that can be set, and the control protocol."""
