"""Which verbs make sense now: the buttons of the card, what stands in its menu, and what settles each promise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from models.deadline import Deadline
from models.escalation import Escalation
from policy.kinds import OF_THE_SPONSOR, DeadlineKind, Status

Fits = Callable[[Escalation, frozenset[DeadlineKind]], bool]
"""Whether a verb makes sense for an escalation in which promises of these kinds are open."""

VERB_FOR: Mapping[DeadlineKind, str] = {
    DeadlineKind.ACKNOWLEDGE: "acknowledge",
    DeadlineKind.TRIAGE: "triage",
    DeadlineKind.TEAM: "assemble_team",
    DeadlineKind.PLAN: "set_plan",
    DeadlineKind.STEP: "finish_step",
    DeadlineKind.UPDATE: "post_update",
    DeadlineKind.RESOLVE: "resolve",
    DeadlineKind.ASK: "answer_ask",
    DeadlineKind.HAND_OVER: "accept_hand_over",
    DeadlineKind.REVIEW: "approve_words",
    DeadlineKind.RECOVERY: "finish_recovery_step",
    DeadlineKind.FOLLOW_UP: "follow_up",
    DeadlineKind.CLOSE_OUT: "close_out",
    DeadlineKind.CONFIRMATION: "confirm_resolution",
    DeadlineKind.POST_MORTEM: "record_post_mortem",
    DeadlineKind.SPONSOR_CALL: "record_sponsor_call",
    DeadlineKind.SPONSOR_LETTER: "record_sponsor_letter",
    DeadlineKind.SPONSOR_CHECK: "record_sponsor_check",
}
"""The verb that settles each kind of promise (row M2c)."""

ALSO_FOR: Mapping[DeadlineKind, tuple[str, ...]] = {
    DeadlineKind.HAND_OVER: ("decline_hand_over",),
    DeadlineKind.REVIEW: ("ask_for_change",),
    DeadlineKind.ACKNOWLEDGE: ("draft",),
    DeadlineKind.SPONSOR_CALL: ("set_sponsor_call", "pass_sponsor"),
}
"""What else a nudge offers for a promise of this kind."""


def _live(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live


def _no_drill(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return not escalation.drill


def _linkable(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and not escalation.drill


def _may_change_hands(escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return (escalation.live or bool(owed)) and DeadlineKind.HAND_OVER not in owed


def _with_open_steps(escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and DeadlineKind.STEP in owed


def _in_recovery(_escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return DeadlineKind.RECOVERY in owed


def _over(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.status in (Status.RESOLVED, Status.CLOSED)


def _post_mortem_unasked(escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return (
        _over(escalation, owed) and DeadlineKind.POST_MORTEM not in owed
    )  # while it is owed it has a button


def _closing_needs_more(escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return escalation.status is Status.RESOLVED and bool(owed & BEFORE_CLOSING.keys())


BEFORE_CLOSING: Mapping[DeadlineKind, str] = {
    kind: VERB_FOR[kind]
    for kind in (
        DeadlineKind.UPDATE,
        DeadlineKind.FOLLOW_UP,
        DeadlineKind.CLOSE_OUT,
        DeadlineKind.CONFIRMATION,
        DeadlineKind.POST_MORTEM,
        DeadlineKind.SPONSOR_LETTER,
        DeadlineKind.SPONSOR_CHECK,
    )
}
"""What may be owed once it is resolved, and the verb that settles it."""


def _always(_escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return True


def _not_over_for_good(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return not escalation.over_for_good


def _triage_at_leisure(escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and DeadlineKind.TRIAGE not in owed  # while it is owed it has a button


def _without_sponsor(escalation: Escalation, owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and not owed & OF_THE_SPONSOR


def _covered(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and escalation.cover is not None


def _with_words_on_record(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.acknowledged_at is not None


def _may_wait(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and escalation.acknowledged_at is not None and escalation.waiting_until is None


def _waits(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.live and escalation.waiting_until is not None


def _restricted(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return escalation.restricted and not escalation.drill


def _may_be_restricted(escalation: Escalation, _owed: frozenset[DeadlineKind]) -> bool:
    return not (escalation.restricted or escalation.drill or escalation.over_for_good)


MENU: Mapping[str, Fits] = {
    # what is known
    "add_note": _always,
    "record_finding": _not_over_for_good,
    "link_cause": _linkable,
    "correct_update": _with_words_on_record,
    "edit_escalation": _not_over_for_good,
    "triage": _triage_at_leisure,
    # who may read it
    "add_people": _restricted,
    "restrict": _may_be_restricted,
    "lift_restriction": _restricted,
    # who is at it, and how far up it is
    "wait_for_customer": _may_wait,
    "stop_waiting": _waits,
    "change_plan": _with_open_steps,
    "hand_over": _may_change_hands,
    "set_cover": _live,
    "end_cover": _covered,
    "change_severity": _live,
    "climb": _live,
    "call_in_sponsor": _without_sponsor,
    "step_down": _live,
    # once it is resolved
    "close": _closing_needs_more,
    "reopen": _over,
    "record_satisfaction": _over,
    "record_post_mortem": _post_mortem_unasked,
    "finish_recovery_step": _in_recovery,
    "move_recovery_step": _in_recovery,
    "waive_recovery_step": _in_recovery,
    # the reader's own
    "follow": _no_drill,
    "unfollow": _no_drill,
    # what ends it otherwise stands last, where nobody hits it by mistake
    "merge": _live,
    "cancel": _live,
}
"""What stands behind *More* on the card, in this order: what is wanted most first, what is alike together."""


def buttons_of(escalation: Escalation, promised: Collection[Deadline]) -> list[str]:
    """The verbs of the card's buttons, the most urgent first."""
    owed = _owed(promised)
    if not escalation.live:
        return [*_after_the_end(escalation, promised), "show"]
    buttons = [] if escalation.accepted_at else ["accept"]
    buttons.append("post_update" if escalation.acknowledged_at else "acknowledge")
    if DeadlineKind.TRIAGE in owed:
        buttons.append("triage")
    if DeadlineKind.TEAM in owed:
        buttons.append("assemble_team")
    buttons.append("set_plan")
    return [*buttons, "resolve", "show"]


def buttons_of_owner(escalation: Escalation, promised: Collection[Deadline]) -> list[str]:
    """The first verbs of whoever has just become the DRI: those that say so and tell the customer."""
    wanted = ("accept", "acknowledge", "post_update")
    draft = ["draft"] if escalation.live else []
    return [*(verb for verb in buttons_of(escalation, promised) if verb in wanted), *draft]


def _after_the_end(escalation: Escalation, promised: Collection[Deadline]) -> list[str]:
    """What is still owed and can be kept by now; where nothing is, it can be closed."""
    owed = _owed(promised)
    can = {row.kind for row in promised if row.settled_at is None and row.opened}
    buttons = [verb for kind, verb in BEFORE_CLOSING.items() if kind in can]
    if escalation.status is Status.RESOLVED and not owed & BEFORE_CLOSING.keys():
        buttons.append("close")
    return buttons


def menu_of(
    escalation: Escalation, promised: Iterable[Deadline], *, account_to_complete: bool = False
) -> list[str]:
    """The verbs that make sense and are pressed seldom; the customer's name may be all that is known of them."""
    owed = _owed(promised)
    menu = [verb for verb, fits in MENU.items() if fits(escalation, owed)]
    return ["complete_account", *menu] if account_to_complete and escalation.live else menu


def _owed(promised: Iterable[Deadline]) -> frozenset[DeadlineKind]:
    return frozenset(row.kind for row in promised if row.settled_at is None)
