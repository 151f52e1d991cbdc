"""What people filled in, as the words of a command; mistakes go back to their fields."""

from dataclasses import replace

from bot.modals.fields import (
    ALGORITHM,
    CHANNEL,
    FEATURES,
    FILE,
    LEAST_K,
    METHODS,
    MOST_K,
    NAME,
    SCORE,
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
    words = (f"algo={method}", _count_words(count), _columns_words(view))
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


def _takes_a_number(method: str) -> bool:
    return all(known.needs_k for known in METHODS if known.name == method)


def _count(values: View) -> int | None:
    text = (values[K][K].get("value") or "").strip()
    if not text:
        return None
    if not text.isdecimal() or not LEAST_K <= int(text) <= MOST_K:
        raise FormError({K: f"Enter a whole number from {LEAST_K} to {MOST_K}, or nothing."})
    return int(text)


def _count_words(count: int | None) -> str:
    return "auto" if count is None else f"k={count}"


def _columns_words(view: View) -> str:
    """`features=Age, Income` if that is another choice than the form came with."""
    field = view["state"]["values"].get(FEATURES)
    if field is None:
        return ""
    chosen = [entry["value"] for entry in field[FEATURES].get("selected_options") or ()]
    if not chosen:
        raise FormError({FEATURES: "Choose at least one column to compare customers by."})
    return (
        ""
        if set(chosen) == _columns_before(view)
        else f"features={', '.join(map(_quoted, chosen))}"
    )


def _columns_before(view: View) -> set[str]:
    elements = (block["element"] for block in view["blocks"] if block.get("block_id") == FEATURES)
    return {entry["value"] for element in elements for entry in element.get("initial_options", ())}


def _quoted(name: str) -> str:
    """A name that holds a comma stands in quotes."""
    return f'"{name}"' if "," in name else name
