"""Pages that show every floor of the house at once."""

from config.pages.leaks import leak_list, leak_set_aside
from config.pages.members import member_detail, member_list, member_removal
from config.pages.memos import memo_detail, memo_list, memo_removal, thing_memos
from config.pages.study_figures import study_figures
from config.pages.study_home import study_home
from config.pages.study_new import study_new
from config.pages.study_settings import citation_sample, study_settings

__all__ = [
    "citation_sample",
    "leak_list",
    "leak_set_aside",
    "member_detail",
    "member_list",
    "member_removal",
    "memo_detail",
    "memo_list",
    "memo_removal",
    "study_figures",
    "study_home",
    "study_new",
    "study_settings",
    "thing_memos",
]
