"""What commands with commands of their own have in common."""

from typing import Any

import typer
from typer.core import TyperGroup

from actiontracker.domain.errors import UsageFault


class ShowsByDefault(TyperGroup):
    """A group whose first word may be a thing instead of a command: `indicator REF` is `indicator show REF`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the base does; what is no command is what is to be shown."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def refuse_before_a_subcommand(ctx: typer.Context) -> None:
    """Raises UsageFault for options that stand before a command of a group: they are the group's own and would be lost."""
    given = [name for name, value in ctx.params.items() if value]
    if given:
        raise UsageFault(f"--{given[0].replace('_', '-')} stands before {ctx.invoked_subcommand}", "write it behind")
