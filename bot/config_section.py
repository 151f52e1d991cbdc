"""What every table of config.toml is: frozen, no unknown keys, no guessing at types."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of config.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
