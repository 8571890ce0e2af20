"""The site under measure: the real application, plus one empty route to compare with."""

from app.factory import create_app
from app.kernel.policy import EVERYONE, allow

app = create_app()


@app.get("/vide")
@allow(EVERYONE)
def empty() -> str:
    """Answer nothing, through the same gate and headers."""
    return ""
