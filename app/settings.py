"""Settings from the environment (GRADUS_…) or a `.env` file."""

import os
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _folders(value: object) -> object:
    return [Path(part) for part in value.split(os.pathsep) if part] if isinstance(value, str) else value


class Settings(BaseSettings):
    """Where things are; each field is set by GRADUS_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="GRADUS_", env_file=".env", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("gradus"))
    """Folder for the current build, the embedded store and the learner's data."""
    store: str = ""
    """Address of the store: embedded:FOLDER, bolt://… or neo4j://…; empty for the embedded store under `home`."""
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    lexicon: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)] = ()
    """Folders with the user's own lexicon, beside the shipped one; several are joined as in PATH."""
    password: SecretStr = SecretStr("")
    """Asked for before the app shows anything, for shared use; empty for none."""

    llm_url: str = ""
    """OpenAI-compatible endpoint for `gradus build --llm`, e.g. http://localhost:11434/v1."""
    llm_key: SecretStr = SecretStr("")
    llm_model: str = ""

    @property
    def store_url(self) -> str:
        """The store's address with the default filled in."""
        return self.store or f"embedded:{self.home / 'store'}"

    @property
    def build_folder(self) -> Path:
        """Where `gradus up` keeps its build."""
        return self.home / "build"
