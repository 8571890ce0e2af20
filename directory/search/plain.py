"""What answers when the index does not: the same words, looked for in the database, folded.

Slower and coarser, always there.
"""

from sqlalchemy.orm import Session

from directory.decisions.asking_words import TYPED_MAX, key, keys_of, telling, words_of
from directory.search.contract import Document, Hit
from directory.search.documents import documents


def search(session: Session, text: str, limit: int) -> list[Hit]:
    """Return the entries that hold more than half of the words; those in a name count thrice."""
    words = {key(word) for word in telling(words_of(text[:TYPED_MAX]))}
    scored = ((document.id, _score(document, words)) for document in documents(session))
    hits = [(entry, score) for entry, score in scored if score > 0]
    return sorted(hits, key=lambda hit: (-hit[1], str(hit[0])))[:limit]


def _score(document: Document, words: set[str]) -> float:
    names = words.intersection(keys_of(document.names))
    rest = (document.categories, document.commune, document.text)
    held = names | words.intersection(found for text in rest for found in keys_of(text))
    return 2.0 * len(names) + len(held) if 2 * len(held) > len(words) else 0.0
