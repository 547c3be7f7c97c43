"""What stands in a document beside its words (notes, comments, deletions): left out, and counted in a notice."""


def left_out(*, notes: int = 0, comments: int = 0, deletions: int = 0) -> tuple[str, ...]:
    """“2 footnotes and 1 comment stand beside the words in this file and were left out.”"""
    found = [
        _counted(notes, "footnote or endnote", "footnotes or endnotes"),
        _counted(comments, "comment", "comments"),
        _counted(deletions, "deleted passage", "deleted passages"),
    ]
    parts = [part for part in found if part]
    if not parts:
        return ()
    told = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    one = notes + comments + deletions == 1
    return (f"{told} {'is' if one else 'are'} not part of the words and {'was' if one else 'were'} left out.",)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
