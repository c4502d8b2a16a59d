"""`flask check`: what is missing before going live."""

import click

from backend import going_live
from backend.cli.telling import told


@click.command("check")
@told
def check_command() -> None:
    """Says what is missing before going live; exit status 1 where anything of it blocks."""
    found = going_live.findings()
    for finding in found:
        click.echo(f"{'BLOCKS' if finding.blocks else 'warning'}: {finding.text}")
    blocking = sum(finding.blocks for finding in found)
    click.echo(f"What blocks: {blocking}. Warnings: {len(found) - blocking}.", err=True)
    if blocking:
        raise SystemExit(1)
