"""Study folders for tests: a small one made here, and the real one beside the checkout."""

from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "specialised-services"

STUDY_TOML = """
slug = "small"
title = "A small study"
[[sites]]
code = "A1"
label = "Area 1"
[[sites]]
code = "A2"
label = "Area 2"
[[tracers]]
code = "dementia"
label = "Dementia care"
[[themes]]
code = "T1"
label = "Shared budgets"
tracer = "Dementia care"
"""
TEXT = """Interviewer: How did it go?

Respondent: We shared one budget, you know. “Shared” is a big word – but we did.

Interviewer: And now?

Respondent: Now nobody asks whose pound it was. 🙂 We shared one room, too.
"""
FILES = {
    "study.toml": STUDY_TOML,
    "texts/20417.txt": TEXT,
    "sources.csv": "id,file,kind,date,site,organisation,participant,tracers,speaker,interviewers\n"
    "20417,texts/20417.txt,interview,2024-03,Area 1,CCG,P1,dementia,Respondent,Interviewer\n",
    "codebook.csv": "code,description\nMoney,\nMoney > Sharing,Who pays with whom\n",
    "extracts.csv": "source,quote,codes,coder\n"
    "20417,nobody asks whose pound it was,Money > Sharing;Money,Alice Marsh\n",
    "configurations.csv": 'id,context,mechanism,outcome,tracer,sites\nCMO-01,"One budget\nOne room",Nobody counts,'
    "Money moves,dementia,A1\n",
    "evidence.csv": "configuration,source,quote,stance,item\nCMO-01,20417,whose pound it was,supports,context 2\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """folder(**changes) writes the small study folder with some files replaced (None leaves one out)."""

    def write(changes: dict[str, str | bytes | None] | None = None) -> Path:
        path = tmp_path / "folder"
        for name, content in (FILES | (changes or {})).items():
            if content is None:
                continue
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def sample() -> Path:
    if not SAMPLE.is_dir():
        pytest.skip("the sample study folder is not beside this checkout")
    return SAMPLE
