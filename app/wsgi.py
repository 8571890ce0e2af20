"""Entry of the web server: `granian --interface wsgi app.wsgi:app`."""

from app.factory import create_app

app = create_app()
