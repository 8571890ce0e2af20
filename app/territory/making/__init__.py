"""How `build` reads published packages and draws contours. Never imported in production."""
