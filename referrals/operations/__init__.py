"""What is done to a request: one function a verb. The caller commits."""
