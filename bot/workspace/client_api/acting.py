"""A member uses the app: commands, buttons, modals, App Home."""

from starlette.datastructures import UploadFile

from bot.workspace.client_api.ask import Ask
from bot.workspace.client_api.talking import keep
from bot.workspace.errors import Declined
from bot.workspace.model import Json
from bot.workspace.payloads import for_page
from bot.workspace.payloads.events import home_opened
from bot.workspace.payloads.views import view as view_object
from bot.workspace.services import submit_view
from bot.workspace.services.announce import announce
from bot.workspace.services.change_membership import open_im
from bot.workspace.services.press import Press, press_message, press_view
from bot.workspace.services.run_command import run

MOST_FILE_BYTES = 10 * 1024 * 1024


async def command(ask: Ask) -> Json:
    """A slash command."""
    await run(ask.workspace, ask.me, ask.channel(), ask.word("text"))
    return {}


async def action(ask: Ask) -> Json:
    """A press in a message, a modal or App Home."""
    press = Press(
        user=ask.me,
        block_id=ask.word("block_id"),
        action_id=ask.word("action_id"),
        element=ask.mapping("element"),
        state=ask.mapping("state"),
    )
    if ask.data.get("home"):
        home = ask.workspace.state.views.get(ask.workspace.state.homes.get(ask.me, ""))
        if home is None:
            raise Declined("There is nothing in this Home yet.")
        await press_view(ask.workspace, home, press)
    elif ask.data.get("view_id"):
        await press_view(ask.workspace, ask.view(), press)
    else:
        await press_message(ask.workspace, ask.message(ask.channel()), press)
    return {}


async def submit(ask: Ask) -> Json:
    """A modal is sent."""
    return await submit_view.submit(ask.workspace, ask.view(), ask.mapping("state"))


async def close(ask: Ask) -> Json:
    """A modal is closed."""
    await submit_view.close(ask.workspace, ask.view())
    return {}


async def view_file(ask: Ask) -> Json:
    """A file is chosen in a modal; nobody else sees it until the modal is sent."""
    ask.view()
    uploads = [each for each in ask.data.get("uploads", []) if isinstance(each, UploadFile)]
    if len(uploads) != 1:
        raise Declined("Choose one file at a time.")
    if (uploads[0].size or 0) > MOST_FILE_BYTES:
        raise Declined("A dialog takes files of up to 10 MB. Drop larger ones into the channel.")
    file = await keep(ask.workspace, ask.me, uploads[0])
    return {"file": for_page.file(file, ask.me)}


async def home(ask: Ask) -> Json:
    """The app's Home, or with tab=messages its direct message, is opened."""
    workspace, tab = ask.workspace, ask.word("tab", "home")
    if tab == "home" and not workspace.options.app.home_tab:
        raise Declined("This app has no Home.")
    im = open_im(workspace, ask.me, workspace.bot_user)
    published = workspace.state.views.get(workspace.state.homes.get(ask.me, ""))
    shown = view_object(published) if published and tab == "home" else None
    at = workspace.state.new_ts()
    announce(workspace, home_opened(ask.me, im.id, tab, at, shown))
    return {"blocks": for_page.home(workspace, ask.me)}
