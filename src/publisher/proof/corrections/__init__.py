"""What readers want changed: `Correction`s, and the journal they are kept in.

    ledger = Ledger(folder_of(home))       # `proof` beside the manuscript
    known = ledger.read()                  # Corrections: .rows, .get(id), .count(state)
    ledger.append([Added(Correction(id=new_id(…), reader="Anna", kind=Kind.DESK, …))])
    ledger.append([Settled(id, State.DECLINED, by="Ed", reason="the author's spelling")])
    ledger.append([Settled(id, State.OPEN, by="Ed")])           # reopen
    ledger.stamp                           # grows with every event: has anything changed?

Every `append` is on the disk when it returns and makes corrections.json and .md anew
(docs/corrections.md). Where a decision depends on what is known, `ledger.change(decide)`
asks `decide(known)` for the events while nobody else writes.

A new correction needs an id: `new_id(reader, kind, …, taken)` makes one of what it says.
Added again under the same id, it says something else and keeps its state.
"""

from publisher.proof.corrections.correction import Certainty as Certainty
from publisher.proof.corrections.correction import Correction as Correction
from publisher.proof.corrections.correction import Corrections as Corrections
from publisher.proof.corrections.correction import Kind as Kind
from publisher.proof.corrections.correction import Place as Place
from publisher.proof.corrections.correction import Rect as Rect
from publisher.proof.corrections.correction import Reply as Reply
from publisher.proof.corrections.correction import State as State
from publisher.proof.corrections.events import Added as Added
from publisher.proof.corrections.events import Event as Event
from publisher.proof.corrections.events import Moved as Moved
from publisher.proof.corrections.events import Settled as Settled
from publisher.proof.corrections.events import correction_of as correction_of
from publisher.proof.corrections.events import row as row
from publisher.proof.corrections.ledger import Ledger as Ledger
from publisher.proof.corrections.ledger import NotOurs as NotOurs
from publisher.proof.corrections.ledger import folder_of as folder_of
from publisher.proof.corrections.listing import SCHEMA as SCHEMA
from publisher.proof.corrections.naming import new_id as new_id
from publisher.proof.corrections.naming import origin as origin
