"""Settings: where they come from, and what is said when they are wrong."""

from pathlib import Path

import pytest

from bot.settings import DatabaseSettings, Settings, SettingsError

ENOUGH = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s3cret"}


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A shell with nothing of ours in it, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in (*Settings.model_fields, "slack_bot_token_file"):
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def give(shell: pytest.MonkeyPatch, **variables: str) -> None:
    """Set shell variables."""
    for name, value in variables.items():
        shell.setenv(name, value)


def problems() -> list[str]:
    """What reading the settings complains about."""
    with pytest.raises(SettingsError) as error:
        Settings.read()
    return error.value.problems


def test_two_settings_are_enough_and_the_rest_has_the_documented_defaults(shell: pytest.MonkeyPatch) -> None:
    give(shell, **ENOUGH)

    settings = Settings.read()

    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_address == "sqlite:///heard.db"
    assert (settings.heard_policy, settings.heard_team) == ("sev", Path("team.toml"))
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


def test_everything_that_is_wrong_is_told_at_once_and_by_name(shell: pytest.MonkeyPatch) -> None:
    give(
        shell,
        SLACK_APP_TOKEN="nonsense",
        DATABASE_URL="mysql://somewhere/x",
        PORT="often",
        LOG_FORMAT="xml",
        SLACK_API_URL="slack.com",
        HEARD_SIGNALS_SECRET="crm=hello",
    )

    told = problems()

    names = {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL", "PORT", "LOG_FORMAT", "SLACK_API_URL"}
    assert {line.partition(":")[0] for line in told} == names | {"HEARD_SIGNALS_SECRET"}


def test_without_socket_mode_the_signing_secret_is_missed(shell: pytest.MonkeyPatch) -> None:
    give(shell, SLACK_BOT_TOKEN="xoxb-1")

    (line,) = problems()

    assert line.startswith("SLACK_SIGNING_SECRET: is missing")
    assert "SLACK_APP_TOKEN" in line, "says the other way out"


def test_with_socket_mode_it_is_not(shell: pytest.MonkeyPatch) -> None:
    give(shell, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1")
    assert Settings.read().slack_signing_secret is None


def test_a_wrong_secret_is_never_repeated(shell: pytest.MonkeyPatch) -> None:
    give(
        shell, SLACK_BOT_TOKEN="hunter2", SLACK_SIGNING_SECRET="x", DATABASE_URL="oracle://me:hunter2@host/x"
    )
    assert "hunter2" not in "\n".join(problems())


def test_settings_do_not_print_their_secrets(shell: pytest.MonkeyPatch) -> None:
    give(
        shell, **ENOUGH, DATABASE_URL="postgres://me:hunter2@host/x", HEARD_PAGER_URL="https://pager/hunter2"
    )
    assert not {"xoxb-1", "s3cret", "hunter2"} & set(repr(Settings.read()).replace("'", " ").split())
    assert "hunter2" not in repr(Settings.read())


def test_a_secret_may_come_as_a_file(shell: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    give(shell, SLACK_SIGNING_SECRET="s3cret", SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"))
    assert Settings.read().slack_bot_token.get_secret_value() == "xoxb-from-a-file"


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"SLACK_BOT_TOKEN_FILE": "nowhere"}, "cannot be read from nowhere"),
        ({"SLACK_BOT_TOKEN_FILE": "empty"}, "is empty"),
        ({"SLACK_BOT_TOKEN_FILE": "empty", "SLACK_BOT_TOKEN": "xoxb-1"}, "set twice"),
    ],
)
def test_a_secret_file_that_gives_nothing_is_named(
    shell: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], says: str
) -> None:
    (tmp_path / "empty").touch()
    give(shell, SLACK_SIGNING_SECRET="s3cret", **variables)

    (line,) = problems()

    assert line.startswith("SLACK_BOT_TOKEN:")
    assert says in line
    assert "SLACK_BOT_TOKEN_FILE" in line


def test_the_shell_wins_over_the_file_of_settings(shell: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-file")
    (tmp_path / ".env").write_text(
        "SLACK_BOT_TOKEN_FILE=token\nSLACK_SIGNING_SECRET=a\nPORT=4000\nHOST=0.0.0.0\n"
    )
    give(shell, PORT="5000")

    settings = Settings.read()

    assert (settings.host, settings.port) == ("0.0.0.0", 5000)
    assert settings.slack_bot_token.get_secret_value() == "xoxb-file"


def test_an_empty_variable_counts_as_not_set(shell: pytest.MonkeyPatch) -> None:
    give(shell, **ENOUGH, SLACK_APP_TOKEN="", PORT="")
    assert Settings.read().port == 3000


def test_a_platforms_postgres_address_is_understood(shell: pytest.MonkeyPatch) -> None:
    give(shell, DATABASE_URL="postgres://me@host/heard")
    settings = DatabaseSettings.read()
    assert settings.database_address == "postgresql+psycopg://me@host/heard"
    assert not settings.on_sqlite


def test_keys_of_signals_are_kept_by_the_name_of_who_signs_with_them(shell: pytest.MonkeyPatch) -> None:
    give(shell, **ENOUGH, HEARD_SIGNALS_SECRET="crm=whsec_b25l whsec_dHdv crm=whsec_dGhyZWU=")
    assert Settings.read().signal_secrets == {
        "crm": ["whsec_b25l", "whsec_dGhyZWU="],
        "signals": ["whsec_dHdv"],
    }
