"""The first page of a study: one finding and where it leads, then what is here and where to go on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from config.pages.opening import opening
from config.pages.overview import Overview, overview


@dataclass(frozen=True)
class Step:
    """Something to do on the way to a report; `address` is a URL name."""

    name: str
    why: str
    address: str
    icon: str
    done: bool


@require_safe
def study_home(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    found, here = opening(asking), overview(asking)
    context: dict[str, Any] = {"study": asking.study, "member": asking, "opening": found, "here": here}
    if found is None:
        context["steps"] = steps(asking, here)
        context["next_step"] = next((step for step in context["steps"] if not step.done), None)
    return render(request, "config/study_home.html", context)


def steps(member: Membership, here: Overview) -> list[Step]:
    """The way from the first transcript to the report, and how far this study has come."""
    study = member.study
    written = any(card.configurations for card in here.tracers) or study.configurations.exists()
    return [
        Step(
            "Add transcripts",
            "Word, plain text or subtitles, many at once. Speakers are recognised.",
            "interviews:source_upload" if member.may_write else "interviews:source_list",
            "upload",
            here.standing.sources > 0,
        ),
        Step(
            "Take the names out",
            "What could identify somebody is proposed; you decide. Codes and extracts stay where they are.",
            "interviews:anonymise" if member.may_write else "interviews:source_list",
            "eye-off",
            here.standing.coded > 0 or study.sources.exclude(status="imported").exists(),
        ),
        Step(
            "Say what you compare",
            "Sites, tracers, themes and research questions.",
            "tracers:frame",
            "map-pin",
            bool(here.tracers) and study.sites.exists(),
        ),
        Step(
            "Read and code",
            "Select words, give them a code. One key is enough.",
            "interviews:source_list",
            "tag",
            here.standing.coded > 0,
        ),
        Step(
            "Write configurations",
            "In which context, which mechanism brought about which outcome – with the words that say so.",
            "cmo:configuration_list",
            "columns-3",
            written,
        ),
        Step(
            "Compare the areas",
            "The same question at each site, side by side, with who stands behind it.",
            "cmo:comparison",
            "columns-2",
            written and not here.gaps.without_evidence,
        ),
        Step(
            "Write the report",
            "Quotations and citations come from the words; the PDF is ready to send.",
            "reports:report_list",
            "file-text",
            study.reports.exists(),
        ),
    ]
