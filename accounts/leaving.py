"""Files that leave the study with words of people: what is looked through for names before (exchange/leaks)."""

from collections.abc import Callable


def leaves[View: Callable[..., object]](words: str) -> Callable[[View], View]:
    """A view that answers a file; `words` says which: one of exchange.leaks.shelves.LEAVING."""

    def marked(view: View) -> View:
        view.leaves = words  # type: ignore[attr-defined]
        return view

    return marked
