"""Pages that show every floor of the house at once."""

from config.pages.journal import journal_list, journal_sheet, step_detail
from config.pages.leaks import leak_list, leak_set_aside
from config.pages.members import member_detail, member_list, member_removal
from config.pages.memos import memo_detail, memo_list, memo_removal, thing_memos
from config.pages.sites import site_detail, site_file, site_list
from config.pages.study_figures import study_figures
from config.pages.study_home import study_home
from config.pages.study_new import study_new
from config.pages.study_settings import citation_sample, study_settings
from config.pages.summaries import summary_edit, summary_file, summary_table
from config.pages.timeline import timeline, timeline_file
from config.pages.undoing import redo_last, step_undo, undo_last

__all__ = [
    "citation_sample",
    "journal_list",
    "journal_sheet",
    "leak_list",
    "leak_set_aside",
    "member_detail",
    "member_list",
    "member_removal",
    "memo_detail",
    "memo_list",
    "memo_removal",
    "redo_last",
    "site_detail",
    "site_file",
    "site_list",
    "step_detail",
    "step_undo",
    "study_figures",
    "study_home",
    "study_new",
    "study_settings",
    "summary_edit",
    "summary_file",
    "summary_table",
    "thing_memos",
    "timeline",
    "timeline_file",
    "undo_last",
]
