"""`docs/settings.md` says what the settings are: no more, no fewer, and with the defaults that hold."""

import re
from pathlib import Path

from exchange.settings import KeyUris, PersonRole, RetiredKey, Role, Settings, SignIn

PAGE = (Path(__file__).parents[2] / "docs/settings.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `([a-z_]+)` \| .* \| (.*) \|$", PAGE, re.MULTILINE))
FIELDS = Settings.model_fields.keys() - {"base"}


def test_the_page_names_every_setting_and_no_other() -> None:
    assert ROWS.keys() == FIELDS | KeyUris.model_fields.keys() | SignIn.model_fields.keys()


def test_the_page_names_every_role() -> None:
    assert all(f'`"{role}"`' in PAGE for role in Role)
    assert all(f"`{role}`" in PAGE for role in PersonRole)


def test_the_defaults_of_signing_in_are_those_on_the_page() -> None:
    defaults = {name: field.default for name, field in SignIn.model_fields.items()}
    told = {name: "none" if value in ("", {}) else f"`{str(value).lower()}`" for name, value in defaults.items()}
    assert {name: ROWS[name] for name in SignIn.model_fields} == told


def test_the_defaults_of_the_keys_are_those_on_the_page() -> None:
    told = {name: ROWS[name].strip("`") for name in KeyUris.model_fields.keys() - {"retired"}}
    assert told == KeyUris().model_dump(exclude={"retired"})
    assert (ROWS["retired"], KeyUris().retired) == ("none", ())
    assert all(f"| `{field}` |" in PAGE for field in RetiredKey.model_fields)


def test_what_is_required_is_called_so() -> None:
    required = {name for name, field in Settings.model_fields.items() if field.is_required()} - {"base"}
    assert {name for name in FIELDS if ROWS[name] == "required"} == required


def test_the_other_defaults_are_those_on_the_page() -> None:
    fields = Settings.model_fields
    assert ROWS["store"] == f"`{fields['store'].default}`"
    assert ROWS["production"] == f"`{str(fields['production'].default).lower()}`"
    assert (ROWS["addresses"], fields["addresses"].default) == ("empty", {})
