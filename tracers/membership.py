"""Who belongs to a study, in which role, and for which sites. A study never loses its last owner."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Membership, Study, User
from tracers.models import Site, SiteAccess

LAST_OWNER = "{user} is the only owner of this study. Make somebody else an owner first."


@transaction.atomic
def admit(study: Study, user: User, role: str, *, sites: Iterable[Site] | None = None, by: User) -> Membership:
    """A new member; with `sites` one who sees the sources of these alone. Raises ValidationError for a member."""
    if study.memberships.filter(user=user).exists():
        raise ValidationError(f"{user} is a member of this study already. Change the role in the list.")
    member = Membership(study=study, user=user)
    _keep(member, role, sites)
    journal.record(study, by, "admitted", member)
    return member


@transaction.atomic
def change(member: Membership, role: str, *, sites: Iterable[Site] | None = None, by: User) -> None:
    """Another role, or other sites. Raises ValidationError when the study would lose its last owner."""
    if role != Membership.Role.OWNER:
        _insist_on_another_owner(member)
    _keep(member, role, sites)
    journal.record(member.study, by, "changed", member)


@transaction.atomic
def remove(member: Membership, *, by: User) -> None:
    """End the membership; the account and everything the person did stay. Raises ValidationError for the last owner."""
    _insist_on_another_owner(member)
    journal.record(member.study, by, "removed", member)
    member.delete()


def _keep(member: Membership, role: str, sites: Iterable[Site] | None) -> None:
    member.role, member.site_restricted = role, sites is not None
    member.full_clean()
    member.save()
    member.site_access.all().delete()
    SiteAccess.objects.bulk_create(SiteAccess(membership=member, site=site) for site in sites or ())


def _insist_on_another_owner(member: Membership) -> None:
    """Two owners who leave at the same moment wait for one another here."""
    Study.objects.select_for_update().get(pk=member.study_id)
    others = Membership.objects.filter(study=member.study_id, role=Membership.Role.OWNER).exclude(pk=member.pk)
    if not others.exists():
        raise ValidationError(LAST_OWNER.format(user=member.user))
