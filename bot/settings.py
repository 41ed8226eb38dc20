"""Settings come from the environment and `.env`; all that is wrong with them is told at once.

What the shell sets wins over `.env`. Any secret may come as NAME_FILE, the path of a file that holds it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models.database import normal_url

SLACK = "https://slack.com/api/"
FILE = "_file"


class SettingsError(Exception):
    """The settings cannot be used; `problems` has a line for each, beginning with the setting's name."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class _Unusable:
    """In the place of a value that NAME_FILE should have given."""

    sentence: str


def _readable(value: Any) -> Any:
    if isinstance(value, _Unusable):
        raise ValueError(value.sentence)
    return value


def _web_address(value: Any) -> Any:
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    if isinstance(text, str) and not text.startswith(("https://", "http://")):
        raise ValueError("must begin with https:// (or http://)")
    return value


Secret = Annotated[SecretStr, BeforeValidator(_readable)]
WebAddress = Annotated[str, BeforeValidator(_web_address)]
SecretAddress = Annotated[SecretStr, BeforeValidator(_web_address), BeforeValidator(_readable)]


class DatabaseSettings(BaseSettings):
    """What every command needs, `migrate` included."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: Secret = Field(default=SecretStr("sqlite:///heard.db"), validate_default=True)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _a_database_we_know(cls, value: SecretStr) -> SecretStr:
        try:
            backend = make_url(normal_url(value.get_secret_value())).get_backend_name()
        except ArgumentError:
            backend = None
        if backend == "sqlite" and make_url(value.get_secret_value()).database in (None, "", ":memory:"):
            raise ValueError("must name a file, such as sqlite:///heard.db: memory forgets at every restart")
        if backend not in ("sqlite", "postgresql"):
            raise ValueError("must be an address such as sqlite:///heard.db or postgresql://user@host/name")
        return value

    @property
    def database_address(self) -> str:
        """SQLAlchemy's address. It may hold a password: never log it."""
        return normal_url(self.database_url.get_secret_value())

    @property
    def on_sqlite(self) -> bool:
        """One file, and one process that holds it."""
        return self.database_address.startswith("sqlite")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The shell wins over `.env`; in each place NAME_FILE stands for NAME."""
        assert isinstance(env_settings, EnvSettingsSource)
        assert isinstance(dotenv_settings, DotEnvSettingsSource)
        return (
            init_settings,
            _SecretFiles(settings_cls, env_settings),
            env_settings,
            _SecretFiles(settings_cls, dotenv_settings),
            dotenv_settings,
        )

    @classmethod
    def read(cls) -> Self:
        """The settings as they are now. Raises SettingsError with everything that is wrong."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError([_line(detail["loc"], detail) for detail in error.errors()]) from None
        except UnicodeDecodeError:
            raise SettingsError([".env: is not a text file in UTF-8"]) from None


class RuleSettings(DatabaseSettings):
    """What is needed to read the database as people speak of it; no Slack."""

    heard_policy: str = "sev"
    heard_team: Path = Path("team.toml")
    heard_templates: Path | None = None


class Settings(RuleSettings):
    """Every setting of the program. A field is the setting's name in small letters."""

    slack_bot_token: Secret
    slack_app_token: Secret | None = None
    slack_signing_secret: Secret | None = Field(default=None, validate_default=True)
    slack_api_url: WebAddress = SLACK

    heard_signals_secret: Secret | None = None
    heard_public_url: WebAddress | None = None
    heard_deadman_url: SecretAddress | None = None
    heard_pager_url: SecretAddress | None = None
    heard_metrics_token: Secret | None = None

    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)

    @property
    def not_used_yet(self) -> tuple[str, ...]:
        """Settings that are set and do nothing in this release."""
        later = ("heard_public_url", "heard_pager_url")
        return tuple(name.upper() for name in later if getattr(self, name) is not None)

    @property
    def signal_secrets(self) -> dict[str, list[str]]:
        """Name of each source of signals and its keys; a key without a name is of the source `signals`."""
        found: dict[str, list[str]] = {}
        secret = self.heard_signals_secret
        for word in secret.get_secret_value().split() if secret else ():
            name, _, key = word.partition("whsec_")
            found.setdefault(name.rstrip("=") or "signals", []).append(f"whsec_{key}")
        return found

    @field_validator("slack_bot_token")
    @classmethod
    def _a_bot_token(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith("xoxb-"):
            raise ValueError("must begin with xoxb-: it is the app's Bot User OAuth Token")
        return value

    @field_validator("slack_app_token")
    @classmethod
    def _an_app_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("xapp-"):
            raise ValueError("must begin with xapp-: it is an App-Level Token with connections:write")
        return value

    @field_validator("slack_signing_secret")
    @classmethod
    def _a_way_to_listen(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if (
            value is None
            and info.data.get("slack_app_token", value) is None
            and "slack_app_token" in info.data
        ):
            raise ValueError(
                "is missing: HTTP requests are verified with it. Set it (it is on the app's page *Basic "
                "Information*), or set SLACK_APP_TOKEN to listen by Socket Mode instead"
            )
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _a_base(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @field_validator("heard_signals_secret")
    @classmethod
    def _signing_keys(cls, value: SecretStr | None) -> SecretStr | None:
        for word in value.get_secret_value().split() if value else ():
            key = word.rpartition("=whsec_")[2] if "=whsec_" in word else word.removeprefix("whsec_")
            try:
                base64.b64decode(key, validate=True)
            except (binascii.Error, ValueError):
                key = ""
            if not key or "whsec_" not in word:
                raise ValueError(
                    "must be one or several whsec_… with base64 behind, each may be named: crm=whsec_…"
                )
        return value


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads NAME_FILE for every secret, from the variables that another source has seen."""

    def __init__(self, settings_cls: type[BaseSettings], seen: EnvSettingsSource) -> None:
        super().__init__(settings_cls)
        self._seen = seen.env_vars

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The file's content without the spaces around it, or what is wrong with it."""
        path = self._seen.get(field_name + FILE)
        if not path or "SecretStr" not in str(field.annotation):
            return None, field_name, False
        if self._seen.get(field_name):
            both = f"is set twice: keep either it or {(field_name + FILE).upper()}"
            return _Unusable(both), field_name, False
        try:
            content = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not text in UTF-8"
            return (
                _Unusable(f"cannot be read from {path} ({(field_name + FILE).upper()}): {why}"),
                field_name,
                False,
            )
        empty = _Unusable(f"is empty in {path} ({(field_name + FILE).upper()})")
        return content or empty, field_name, False

    def __call__(self) -> dict[str, Any]:
        """The secrets that came as files."""
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


def _line(where: tuple[int | str, ...], detail: Any) -> str:
    """One problem. Never the value: it may be a secret."""
    words = "is missing" if detail["type"] == "missing" else detail["msg"].removeprefix("Value error, ")
    words = words.removeprefix("Input ")
    return f"{str(where[0]).upper()}: {words[:1].lower()}{words[1:]}"
