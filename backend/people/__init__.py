"""Getting a company's people in, and seeing them off: what commands do with accounts, over the features' services."""

from backend.people.importing import Report, import_file
from backend.people.inviting import Printed, codes_for, invite_all
from backend.people.leaving import Left, find_heir, leave
from backend.people.rows import Row, add

__all__ = ["Left", "Printed", "Report", "Row", "add", "codes_for", "find_heir", "import_file", "invite_all", "leave"]
