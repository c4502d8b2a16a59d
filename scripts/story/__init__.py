"""One evening, played on the real thing: an employee, a colleague, a solving team and a manager."""
