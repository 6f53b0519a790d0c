"""Importing a governance file. Only what it did not say before is recorded."""

from actiontracker.intake.governance.drafts import GovernanceDocument
from actiontracker.reports.results import GovernanceImport
from actiontracker.services.committees.importing import import_committees
from actiontracker.services.edge import Edge
from actiontracker.services.governance.import_inspections import import_inspections
from actiontracker.services.governance.recorder import Recorder
from actiontracker.store.ledger import Ledger, Row


def record_governance(ledger: Ledger, edge: Edge, document: GovernanceDocument, *, dry_run: bool) -> GovernanceImport:
    """Record what a governance file says that it did not say before. Raises InputRefused; nothing is changed then."""
    to = Recorder(ledger, edge, document)
    first = ledger.seq + 1
    import_inspections(to, document)
    import_committees(to, document.told)
    entry = None
    if ledger.seq >= first:
        row: Row = {"effective_on": to.on, "first_entry": first, "name": document.name, "sha256": document.sha256}
        entry = ledger.append("import", [("document", row)]).seq
    ledger.flush()
    tables = {"inspections": len(document.inspections), "themes": len(document.themes)}
    tables |= {name: len(told) for name, told in document.told.items()}
    return GovernanceImport(
        file=document.name,
        database=edge.database,
        council=document.council,
        on=to.on,
        tables={name: count for name, count in tables.items() if count},
        changed=to.changed,
        same=to.same,
        problems=to.problems,
        entry=entry,
        dry_run=dry_run,
    )
