"""Who and where the demo plays: a company's people, one customer, and the channels they share."""

from __future__ import annotations

from sandbox import Sandbox

PEOPLE = (
    ("casey", "Casey Okoro", "CSM"),
    ("bruno", "Bruno Almeida", "Senior CSM"),
    ("sam", "Sam Iversen", "Support"),
    ("maya", "Maya Lindqvist", "CS Manager"),
    ("dana", "Dana Whitfield", "Director CS"),
    ("vera", "Vera Castellanos", "VP Customer Success"),
    ("elif", "Elif Demir", "Engineering Lead"),
    ("emil", "Emil Novak", "Engineering Manager"),
    ("viktor", "Viktor Hale", "VP Engineering"),
    ("tomas", "Tomas Berg", "CTO"),
    ("rosa", "Rosa Adeyemi", "CRO"),
)

INTERNAL = {
    "general": None,
    "escalations": None,
    "escalations-tier-2": ("maya", "bruno", "dana", "elif", "emil", "vera"),
    "escalations-tier-3": ("dana", "vera", "viktor", "emil"),
    "escalations-exec": ("rosa", "tomas", "vera", "viktor"),
    "engineering-escalations": ("elif", "emil", "viktor", "sam"),
    "support-leads": ("sam", "maya", "bruno"),
    "product": ("elif", "maya"),
    "finance": ("rosa", "vera"),
    "legal": ("rosa", "vera"),
    "heard-ops": ("vera", "emil"),
}
WITHOUT_THE_BOT = {"general"}


def enter(sandbox: Sandbox) -> None:
    """Put everybody on the stage, and one unhappy message to begin with."""
    users = {
        handle: sandbox.add_user(
            handle, email=f"{handle}@heard.example", real_name=name, title=title, tz="Europe/London"
        )
        for handle, name, title in PEOPLE
    }
    priya = sandbox.add_user(
        "priya", email="priya@acme.example", real_name="Priya Raman", title="Head of Operations",
        tz="America/New_York", team="TACME",
    )  # fmt: skip
    for name, members in INTERNAL.items():
        present = list(users.values()) if members is None else [users[handle] for handle in members]
        sandbox.add_channel(name, members=present, bot_member=name not in WITHOUT_THE_BOT)
    sandbox.add_channel(
        "acme-and-us",
        members=[users["casey"], users["bruno"], users["maya"], priya],
        shared_with="Acme Ltd",
        bot_member=False,
    )
    sandbox.person("priya").posts(
        "acme-and-us", "Nobody here can log in since 8 this morning. Orders have stopped. Who is on this?"
    )
