"""`policy` and `team`: the files of rules and people, looked at by themselves, without a database or Slack."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.cli_templates import check_words
from bot.exits import fail, reading
from bot.policy_try import tried
from policy.load import (
    load_policy,
    load_team,
    policy_file,
    policy_schema,
    shipped_policies,
    team_schema,
)
from policy.reference import every_key_of_both


@click.group("policy")
def policy_group() -> None:
    """The rules: show a shipped policy, check one, try one, its JSON schema, every key of it."""


@policy_group.command("show")
@click.argument("name", default="sev")
def policy_show(name: str) -> None:
    """Print the shipped policy NAME (sev, where none is named)."""
    if name not in shipped_policies():
        fail([f"{name}: no such policy; shipped are {', '.join(shipped_policies())}"], 2)
    click.echo(policy_file(name).read_text(encoding="utf-8"), nl=False)


@policy_group.command("check")
@click.argument("file")
@click.option(
    "--templates",
    envvar="HEARD_TEMPLATES",
    type=click.Path(path_type=Path, file_okay=False),
    help="Your own words, checked as well.",
)
def policy_check(file: str, templates: Path | None) -> None:
    """Say everything that is wrong with a policy FILE."""
    with reading():
        policy = load_policy(file)
    click.echo(f"{file}: policy {policy.name} can be used.")
    if templates is not None:
        check_words(templates, click.echo)


@policy_group.command("try")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--policy", default="sev", envvar="HEARD_POLICY", show_default=True, help="The policy to try.")
def policy_try(file: Path, policy: str) -> None:
    """Say what would happen for the facts in FILE.toml, and by which rows. Nothing is looked up or kept."""
    with reading():
        lines = tried(load_policy(policy), file)
    click.echo("\n".join(lines))


@policy_group.command("schema")
def policy_schema_command() -> None:
    """Print the JSON schema of a policy file, for editors."""
    click.echo(json.dumps(policy_schema(), indent=2))


@policy_group.command("reference")
def policy_reference_command() -> None:
    """Print every key of a policy and a team file as Markdown: what docs/policy-keys.md is made of."""
    click.echo(every_key_of_both(policy_schema(), team_schema()), nl=False)


@click.group("team")
def team_group() -> None:
    """The team file: check one, its JSON schema."""


@team_group.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--policy", default="sev", envvar="HEARD_POLICY", show_default=True, help="The policy it serves."
)
def team_check(file: Path, policy: str) -> None:
    """Say everything that is wrong with a team FILE. Nothing is looked up in Slack: `doctor` does that."""
    with reading():
        load_team(file, load_policy(policy))
    click.echo(f"{file}: serves policy {policy}.")


@team_group.command("schema")
def team_schema_command() -> None:
    """Print the JSON schema of a team file, for editors."""
    click.echo(json.dumps(team_schema(), indent=2))
