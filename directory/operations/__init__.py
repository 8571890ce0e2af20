"""What changes the directory: each file is one verb. The caller commits."""
