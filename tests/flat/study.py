"""A study as its folder tells it, in pandas: who is heard where, and what of that is coded or evidence.

Written from docs/formats.md and the rules of the guide alone: nothing of how the program counts is used here.
"""

import io
import re
import tomllib
from collections.abc import Mapping

import pandas as pd

NOT_SAID, NOWHERE = "-", "nowhere"
OF_SOURCES = {"id", "file", "title", "kind", "date", "mode", "work_stream", "tracers", "interviewers", "consent"}
OF_SOURCES |= {"withdrawn", "summary", "status", "uuid"}
OF_VOICES = ["site", "organisation", "role", "participant", "speaker"]
LABEL = re.compile(r"^([^\s:][^:\n]{0,30}):", re.MULTILINE)


def folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


class FlatStudy:
    """`voices`: a row a person in a source. `spans`: a row an extract. Both with the attributes of sources.csv."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.frame = tomllib.loads(files["study.toml"].decode())
        self.sources = self._table("sources", ["participant", "site", "organisation", "role", "speaker", "tracers"])
        self.people = self._table("participants", ["participant"]).set_index("participant")
        self.codebook = self._table("codebook", ["code", "themes"])
        self.voices = self._voices()
        self.spans = self._spans()

    def _table(self, name: str, columns: list[str]) -> pd.DataFrame:
        data = self.files.get(f"{name}.csv")
        made = (
            pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False) if data else pd.DataFrame(columns=columns)
        )
        return made.assign(**{column: "" for column in columns if column not in made})

    def _voices(self) -> pd.DataFrame:
        """A source in which nobody is named has one row without a person."""
        rows = self.sources.rename(columns={"id": "source"}).reset_index(names="row")
        named = (rows[OF_VOICES] != "").any(axis=1)
        alone = rows["source"] + "#" + rows["row"].astype(str)
        rows["person"] = rows["participant"].where(rows["participant"] != "", alone).where(named)
        return rows

    def _spans(self) -> pd.DataFrame:
        """`codes` and `coders` of the several rows of an extract are taken together."""
        rows = self._table("extracts", ["source", "start", "end", "codes", "sites", "tracers"])
        rows["codes"] = rows["codes"].map(listed)
        first = {
            "sites": "first",
            "tracers": "first",
            "codes": lambda lists: sorted({c for each in lists for c in each}),
        }
        made = rows.groupby(["source", "start", "end"], as_index=False).agg(first)
        made["extract"] = made["source"] + ":" + made["start"] + "-" + made["end"]
        made["speaker"] = [
            self._speaker(source, int(at)) for source, at in zip(made["source"], made["start"], strict=True)
        ]
        return made

    def _speaker(self, source: str, at: int) -> str:
        """The label that stands before the words."""
        row = self.sources[self.sources["id"] == source].iloc[0]
        labels = [found[1] for found in LABEL.finditer(self.files[row["file"]].decode()) if found.end() <= at]
        return labels[-1] if labels else ""

    def speaking(self, pieces: pd.DataFrame) -> pd.DataFrame:
        """A row a piece and each who says it: whose label stands there, else everybody in the source. `asked`: it is a
        question."""
        met = pieces.merge(self.voices.drop(columns=["tracers"]), on="source", suffixes=("", "_of_voice"))
        label, own = (met[name].map(lambda said: folded(said).rstrip(":")) for name in ("speaker", "speaker_of_voice"))
        met["is_it"] = (label == own) & (label != "")
        told_apart = met.groupby("piece")["is_it"].transform("any")
        met = met[met["is_it"] | ~told_apart].copy()
        asking = met["interviewers"].map(lambda names: {folded(name) for name in listed(names)})
        pairs = zip(met["speaker"], asking, strict=True)
        met["asked"] = [folded(speaker) in names for speaker, names in pairs]
        return met

    def present(self) -> pd.DataFrame:
        """Everybody as they are there to be heard."""
        empty = {"extract": None, "asked": False, "sites": "", "said_tracers": "", "lines": [[]] * len(self.voices)}
        return self.voices.assign(**empty)

    def coded(self) -> pd.DataFrame:
        """The extracts that bear a code, by who says them; `lines` are the codes."""
        held = self.spans[self.spans["codes"].map(len) > 0]
        pieces = held.rename(columns={"tracers": "said_tracers", "codes": "lines"}).assign(piece=held["extract"])
        return self.speaking(pieces).merge(self._tracers(), on="source")

    def evidence(self, kept: Mapping[str, str]) -> pd.DataFrame:
        """The evidence that has these values, by who says it; `lines` are the configurations."""
        rows = self._table("evidence", ["configuration", "source", "start", "end", "stance", "use"])
        rows = rows[rows["source"] != ""]
        for column, value in kept.items():
            rows = rows[rows[column] == value]
        known = self.spans.rename(columns={"tracers": "said_tracers"})
        rows = rows.merge(known[["source", "start", "end", "extract", "speaker", "sites", "said_tracers"]], how="left")
        rows[["speaker", "sites", "said_tracers"]] = rows[["speaker", "sites", "said_tracers"]].fillna("")
        rows["extract"] = rows["extract"].astype(object).where(rows["extract"].notna(), None)
        rows = rows.assign(piece=range(len(rows)), lines=[[code] for code in rows["configuration"]])
        return self.speaking(rows).merge(self._tracers(), on="source")

    def _tracers(self) -> pd.DataFrame:
        return self.sources.drop_duplicates("id")[["id", "tracers"]].rename(columns={"id": "source"})

    # What stands under which values

    def wholes(self, site: str) -> list[str]:
        """A site and all it lies in."""
        parents = {each["code"]: each.get("parent") for each in self.frame.get("sites", [])}
        found: list[str] = []
        while site and site not in found:
            found.append(site)
            site = parents.get(site) or ""
        return found

    def values(self, rows: pd.DataFrame, name: str) -> list[list[str]]:
        """For each row the values of an attribute."""
        told = [self._values(row, name) for row in rows.to_dict("records")]
        return [sorted(set(values)) or [NOT_SAID] for values in told]

    def _values(self, row: dict, name: str) -> list[str]:
        heard = isinstance(row["person"], str)
        if name == "site":
            return self.wholes(row["site"]) if heard else []
        if name == "place":
            said = [site for site in listed(row["sites"]) if site != NOWHERE]
            if NOWHERE in listed(row["sites"]):
                return [NOWHERE]
            own = [row["site"]] if heard else []
            return [whole for site in (said or own) for whole in self.wholes(site)]
        if name == "tracer":
            return listed(row["said_tracers"]) or listed(row["tracers"])
        if name in {"organisation", "role"}:
            return [folded(row[name])] if heard and row[name] else []
        if name in {"kind", "work_stream"}:
            return [row[name]] if row[name] else []
        of, _, free = name.partition(".")
        held = row if of == "source" else self._person(row["participant"])
        return [folded(str(held[free]))] if str(held.get(free, "")).strip() else []

    def _person(self, code: str) -> dict:
        return self.people.loc[code].to_dict() if code in self.people.index else {}

    # The lines that codes put an extract on

    def with_those_above(self, paths: list[str]) -> list[str]:
        parts = [path.split(" > ") for path in paths]
        return sorted({" > ".join(each[: depth + 1]) for each in parts for depth in range(len(each))})

    def themes_of(self, paths: list[str]) -> list[str]:
        themes = self.codebook.set_index("code")["themes"]
        return sorted({theme for path in paths for theme in listed(themes[path])})
