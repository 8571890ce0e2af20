"""Whoosh: the engine that needs no server. Its one home.

Whoosh unpickles its files, so whoever writes the folder runs code: the folder is ours alone,
never restored, only made again. A searcher serves one thread.
"""

import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from whoosh import __version__ as whoosh_version
from whoosh.analysis import Filter, RegexTokenizer, Token
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage, Storage
from whoosh.index import Index, LockError
from whoosh.lang.snowball.french import FrenchStemmer
from whoosh.lang.stopwords import stoplists
from whoosh.query import Or, Query, Term
from whoosh.searching import Hit as WhooshHit
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter

from app.kernel.text import fold
from directory.decisions.asking_words import SMALL, TYPED_MAX, words_of
from directory.search.contract import Document, Hit, IndexUnusable

ENGINE = f"whoosh {'.'.join(map(str, whoosh_version))}, schema 1"
# How much a word weighs by where it stands: name, category, then the rest.
BOOSTS = {"names": 3.0, "categories": 2.0, "commune": 1.0, "text": 1.0}
COORDINATION = 0.9  # how far missing words lower a hit: a lower number forgives more
WRITER = {"timeout": 30.0, "delay": 0.02}  # with no time-out two writers meet in LockError
# Stop words are those of the folded text: « été » is folded before it is looked up.
STOP_WORDS = frozenset(fold(word) for word in stoplists["fr"]) | SMALL

_stems = FrenchStemmer()
_turn = threading.Lock()  # the stemmer keeps what it works on in itself


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the root of a folded French word; what folding broke of its end goes too."""
    with _turn:
        root: str = _stems.stem(word)
    return root[:-1] if len(root) > 3 and root[-1] in "ei" else root


class FrenchRoots(Filter):  # type: ignore[misc]  # Whoosh ships no types
    """Drops folded stop words and stems the rest; kept by name inside the index."""

    is_morph = True

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield the tokens that tell something, as roots."""
        for token in tokens:
            if token.text not in STOP_WORDS:
                token.text = stem(token.text)
                yield token


def schema() -> Schema:
    """Return the fields of a document; nothing but its id is stored."""
    roots = RegexTokenizer(r"\w+") | FrenchRoots()
    fields = {name: TEXT(analyzer=roots, phrase=False) for name in BOOSTS}
    return Schema(id=ID(stored=True, unique=True), acronyms=KEYWORD(lowercase=True), **fields)


class Embedded:
    """A Whoosh index in a storage of its own."""

    def __init__(self, storage: Storage, index: Index) -> None:
        """Take an index already opened; see `create`, `open` and `in_memory`."""
        self._storage = storage
        self._index = index
        self._mine = threading.local()

    @classmethod
    def in_memory(cls) -> "Embedded":
        """Return an empty index that dies with the process."""
        storage = RamStorage()
        return cls(storage, storage.create_index(schema()))

    @classmethod
    def create(cls, folder: Path) -> "Embedded":
        """Make an empty index in a new folder, for its owner alone."""
        folder.mkdir(mode=0o700, parents=True)
        storage = FileStorage(str(folder))
        return cls(storage, storage.create_index(schema()))

    @classmethod
    def open(cls, folder: Path) -> "Embedded":
        """Open the index of a folder; raise IndexUnusable rather than read a doubtful one."""
        if not folder.is_dir() or stat.S_IMODE(folder.stat().st_mode) & 0o077:
            raise IndexUnusable
        try:
            storage = FileStorage(str(folder))
            return cls(storage, storage.open_index(schema=schema()))
        except Exception as damage:  # damaged files fail in many ways
            raise IndexUnusable from damage

    def index(self, documents: Iterable[Document]) -> None:
        """Add or replace documents, in one commit."""
        with self._writer() as writer:
            for document in documents:
                writer.update_document(**_fields(document))

    def fill(self, documents: Iterable[Document]) -> None:
        """Add documents to an empty index: faster, none is looked for first."""
        with self._writer() as writer:
            for document in documents:
                writer.add_document(**_fields(document))

    def delete(self, ids: Iterable[UUID]) -> None:
        """Forget documents."""
        with self._writer() as writer:
            for entry in ids:
                writer.delete_by_term("id", str(entry))

    @contextmanager
    def _writer(self) -> Iterator[IndexWriter]:
        """Give the writer, then commit; raise LockError when another one does not end."""
        try:
            with self._index.writer(**WRITER) as writer:
                yield writer
        except LockError:
            raise
        except Exception as damage:  # damaged files fail in many ways
            raise IndexUnusable from damage

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best hits; raise IndexUnusable when the files no longer answer."""
        words = _asked(text)
        if not words:
            return []
        query = Or([_anywhere(word) for word in words], scale=COORDINATION)
        try:
            results = self._searcher().search(query, limit=limit, terms=True)
            return [(UUID(hit["id"]), hit.score) for hit in results if _is_telling(hit, words)]
        except Exception as damage:  # damaged files fail in many ways
            raise IndexUnusable from damage

    def _searcher(self) -> Searcher:
        """Return the searcher of this thread, as fresh as the index."""
        searcher: Searcher | None = getattr(self._mine, "searcher", None)
        if searcher is not None and not searcher.up_to_date():
            searcher.close()  # refreshed, it would go on showing what was deleted
            searcher = None
        self._mine.searcher = searcher = searcher or self._index.searcher()
        return searcher


def _fields(document: Document) -> dict[str, str]:
    return {
        "id": str(document.id),
        "names": _folded(document.names),
        "categories": _folded(document.categories),
        "commune": _folded(document.commune),
        "text": _folded(document.text),
        "acronyms": " ".join(word for name in document.acronyms for word in words_of(name)),
    }


def _folded(text: str) -> str:
    return " ".join(words_of(text))


def _asked(text: str) -> list[str]:
    """Return the words to look for; an acronym may look like a stop word, « a » never tells."""
    words = dict.fromkeys(words_of(text[:TYPED_MAX]))
    return [word for word in words if word not in SMALL]


def _anywhere(word: str) -> Query:
    """Return the query of one word, built from terms: no syntax is ever read in what is typed."""
    acronym = Term("acronyms", word, boost=BOOSTS["names"])
    if word in STOP_WORDS:
        return acronym
    root = stem(word)
    return Or([acronym, *(Term(field, root, boost=boost) for field, boost in BOOSTS.items())])


def _is_telling(hit: WhooshHit, words: list[str]) -> bool:
    """Return whether a document holds more than half of the words; fewer is chance."""
    held = {term.decode() for _field, term in hit.matched_terms()}
    return 2 * sum(word in held or stem(word) in held for word in words) > len(words)
