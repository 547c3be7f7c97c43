"""Letters by their names, as speech-to-text writes them: "aitch", "double you", "zed"."""

from interviews.detecting import vocabulary as voc

LETTERS = dict(pair.split("=") for pair in voc.words_of("letter_names"))  # hardly a word besides
LOOSE_LETTERS = dict(pair.split("=") for pair in voc.words_of("loose_letter_names"))  # you, why, are: words as well
LOOSE_DIGITS = {"for": "4", "fore": "4", "to": "2", "too": "2", "won": "1", "ate": "8"}
W_AFTER_DOUBLE = frozenset(["you", "u", "yew"])


def letter(low: str) -> str | None:
    """The letter that this word is sure to say."""
    if len(low) == 1 and low.isalpha():
        return low
    return LETTERS.get(low)
