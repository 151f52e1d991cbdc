"""What people filled in, as the words of a command; mistakes go back to their fields."""

from dataclasses import replace

from bot.column_lists import columns_said
from bot.modals.fields import (
    ALGORITHM,
    CHANNEL,
    DOUBLE,
    FEATURES,
    FILE,
    LEAST_K,
    LEAVE_OUT,
    LONERS,
    MAX,
    METHODS,
    MIN,
    MOST_K,
    MOST_SHARE,
    NAME,
    SCORE,
    TWICE,
    About,
    ChangeForm,
    FormError,
    K,
    UploadForm,
    View,
)


def read_change(view: View) -> ChangeForm:
    """The words of a submitted change. Raises FormError."""
    about, values = About.from_metadata(view["private_metadata"]), view["state"]["values"]
    method = values[ALGORITHM][ALGORITHM]["selected_option"]["value"]
    count = _count(values)
    if count is not None and not _takes_a_number(method):
        raise FormError({K: "This method finds the number of groups itself: leave this empty."})
    words = (f"algo={method}", _count_words(count), *_wishes(values, count), *_columns_words(view))
    return ChangeForm(
        " ".join(word for word in words if word),
        about.channel or "",
        about.thread_ts,
        about.analysis_id,
    )


def read_rename(view: View) -> ChangeForm:
    """The words of a submitted name. Raises FormError."""
    about, values = About.from_metadata(view["private_metadata"]), view["state"]["values"]
    name = " ".join((values[NAME][NAME].get("value") or "").split())
    if not name:
        raise FormError({NAME: "Enter a name."})
    words = f'rename {about.number} "{name}"'
    return ChangeForm(words, about.channel or "", about.thread_ts, about.analysis_id)


def read_upload(view: View) -> UploadForm:
    """The files of a submitted upload. Raises FormError."""
    form = _files_of(view)
    count = _count(view["state"]["values"])
    return replace(form, words=f"k={count}" if count is not None else "")


def read_score(view: View) -> UploadForm:
    """The files whose customers are to be sorted. Raises FormError."""
    return replace(_files_of(view), words=SCORE)


def _files_of(view: View) -> UploadForm:
    about, values = About.from_metadata(view["private_metadata"]), view["state"]["values"]
    files = tuple(file["id"] for file in values[FILE][FILE].get("files") or ())
    if not files:
        raise FormError({FILE: "Choose a file, or drop it here: CSV, Excel, Parquet or JSON."})
    channel = about.channel or values[CHANNEL][CHANNEL].get("selected_conversation")
    if not channel:
        raise FormError({CHANNEL: "Choose where I shall answer."})
    return UploadForm(files, channel, "", about.analysis_id)


def _wishes(values: View, count: int | None) -> tuple[str, ...]:
    """`max=6`, `min=5%`, `outliers apart`, of the fields that were filled in."""
    most = _whole(values, MAX, LEAST_K, MOST_K)
    if most is not None and count is not None and count > most:
        raise FormError({MAX: f"You ask for {count} groups: leave this empty, or enter more."})
    least = _whole(values, MIN, 0, MOST_SHARE)
    chosen = values.get(LONERS, {}).get(LONERS, {}).get("selected_option") or {}
    return (
        "" if most is None else f"max={most}",
        "" if least is None else f"min={least}%",
        chosen.get("value", ""),
    )


def _whole(values: View, field: str, least: int, most: int) -> int | None:
    """The whole number of a field that may be left empty. Raises FormError."""
    text = (values.get(field, {}).get(field, {}).get("value") or "").strip()
    if not text:
        return None
    if not text.isdecimal() or not least <= int(text) <= most:
        raise FormError({field: f"Enter a whole number from {least} to {most}, or nothing."})
    return int(text)


def _takes_a_number(method: str) -> bool:
    return all(known.needs_k for known in METHODS if known.name == method)


def _count(values: View) -> int | None:
    return _whole(values, K, LEAST_K, MOST_K)


def _count_words(count: int | None) -> str:
    return "auto" if count is None else f"k={count}"


def _columns_words(view: View) -> tuple[str, ...]:
    """`features=Age, Income` if that is another choice than the form came with, `without=Age`,
    `weigh=Income=2`. Raises FormError."""
    if FEATURES not in view["state"]["values"]:
        return ()
    chosen = _chosen(view, FEATURES)
    if not chosen:
        raise FormError({FEATURES: "Choose at least one column to compare customers by."})
    out, double = _chosen(view, LEAVE_OUT), _chosen(view, DOUBLE)
    kept = [name for name in chosen if name not in out]
    if not kept:
        raise FormError({LEAVE_OUT: "Leave at least one column to compare customers by."})
    if idle := [name for name in double if name not in kept]:
        raise FormError({DOUBLE: f"“{idle[0]}” is not compared, so it cannot count double."})
    left_out = f"without={columns_said(out)}" if out else ""
    other = set(chosen) != _columns_before(view)
    return (
        f"features={columns_said(kept)}" if other else left_out,
        f"weigh={columns_said([f'{name}={TWICE}' for name in double])}" if double else "",
    )


def _chosen(view: View, field: str) -> list[str]:
    """The columns that were picked in a field; none where the form has no such field."""
    state = view["state"]["values"].get(field, {}).get(field, {})
    return [entry["value"] for entry in state.get("selected_options") or ()]


def _columns_before(view: View) -> set[str]:
    elements = (block["element"] for block in view["blocks"] if block.get("block_id") == FEATURES)
    return {entry["value"] for element in elements for entry in element.get("initial_options", ())}
