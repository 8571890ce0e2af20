"""Headers of every answer, errors and static files included."""

from flask import Flask, Response, request

from app.kernel.request import current_settings

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
EVERYWHERE = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # Never "no-referrer": the CSRF check of an HTTPS form would then refuse every POST.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
PAGES = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
TWO_YEARS_S = 2 * 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Add the headers after each request."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in EVERYWHERE.items():
            response.headers[name] = value
        if request.endpoint != "static" and "ETag" not in response.headers:
            for name, value in PAGES.items():
                response.headers[name] = value
            response.vary.add("Cookie")
        if current_settings().secure_cookies:
            response.headers["Strict-Transport-Security"] = (
                f"max-age={TWO_YEARS_S}; includeSubDomains"
            )
        return response
