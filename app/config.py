"""Every setting, typed, read once; a missing one stops the start with its name."""

from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tenants.policies.token import Signer


class Settings(BaseSettings):
    """What an installation must decide. Secrets are made by `./deploy/up`, or given by who runs it."""

    model_config = SettingsConfigDict(env_prefix="KUMINA_", extra="ignore", frozen=True)

    database_url: SecretStr = Field(validation_alias="DATABASE_URL")
    """The web's own role: owns nothing, cannot step around the policies."""
    database_clock_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_CLOCK_URL")
    """The worker's role; the web does not use it."""
    database_pool_size: int = Field(default=10, ge=1, le=200)

    base_url: str = "http://localhost:8000"
    """The address people see, without a trailing slash; links in letters begin with it."""
    environment: Literal["production", "practice", "test"] = "production"
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies in front may set X-Forwarded-For and X-Forwarded-Proto."""

    secret_key: SecretStr
    token_key: SecretStr
    """Hex of at least 32 bytes; signs the tenant token (tenants/policies)."""
    token_key_id: str = Field(default="1", pattern=r"^[A-Za-z0-9]{1,16}$")
    record_key: SecretStr
    """Hex of at least 32 bytes; chains the record of who saw and who changed what."""
    totp_key: SecretStr
    password_salt: SecretStr

    smtp_url: str = "smtp://localhost:1025"
    """smtp://[user:password@]host:port, smtps:// for TLS from the start, smtp+starttls:// for STARTTLS."""
    mail_from: str = "kumina@localhost"
    contact: str = "kumina@localhost"
    """Where people may write about the service: help, feedback, faults in accessibility."""

    eperusteet_url: str | None = None
    """Where ePerusteet's open interface answers, to read qualification units from; without one, a sample."""

    business_register_url: str | None = None
    """Where the open data of the business register (YTJ) answers, to fill in names from; without one, nothing."""

    metrics_token: SecretStr | None = None
    """Who shows it may read /metrics; without one only this machine itself may."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("base_url")
    @classmethod
    def _plain_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("an address like https://kumina.example.fi")
        return value.rstrip("/")

    @field_validator("token_key", "record_key")
    @classmethod
    def _long_hex(cls, value: SecretStr) -> SecretStr:
        if len(bytes.fromhex(value.get_secret_value())) < 32:
            raise ValueError("hex of at least 32 bytes")
        return value

    @cached_property
    def signer(self) -> Signer:
        """Who signs tenant tokens."""
        return Signer(self.token_key_id, bytes.fromhex(self.token_key.get_secret_value()))

    @property
    def host(self) -> str:
        """The host name people see; passkeys are bound to it."""
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def is_https(self) -> bool:
        """Whether the outside address is encrypted; only then is HSTS sent."""
        return self.base_url.startswith("https://")
