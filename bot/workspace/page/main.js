/** Starts the page. */
import { api } from './api.js';
import { memberInAddress } from './route.js';
import { start } from './session.js';
import { member, on, state, touch } from './state.js';
import { mountBanners } from './views/banners.js';
import { mountChannel } from './views/channel.js';
import { mountDrawer } from './views/drawer.js';
import { mountModals } from './views/modal.js';
import { mountSidebar } from './views/sidebar.js';
import { mountThread } from './views/thread.js';
import { guardDrops } from './views/upload.js';

const RETRY_MS = 1500;
const place = (id) => document.getElementById(id);

function mount() {
  mountBanners(place('banners'));
  mountSidebar(place('sidebar'));
  mountDrawer();
  mountChannel(place('channel'));
  mountThread(place('thread'));
  mountModals();
  guardDrops();
  on(['route', 'channels', 'session'], nameTab);
  document.addEventListener('visibilitychange', () => {
    const here = state.channels.get(state.route.channel);
    if (document.hidden || !here?.unread) return;
    here.unread = 0;
    api.read(here.id).catch(() => {});
    touch('channels');
  });
}

/** The tab's title says where one is and how much is unread. */
function nameTab() {
  const here = state.channels.get(state.route.channel);
  const unread = [...state.channels.values()].reduce((sum, channel) => sum + (channel.unread ?? 0), 0);
  const name = here?.kind === 'im' ? member(here.with).real_name : here ? `#${here.name}` : 'Opening';
  document.title = `${unread ? `(${unread}) ` : ''}${name} · ${state.team.name || 'Local workspace'}`;
}

/** Opens the workspace; while its server is not there yet, tries again. */
async function open(as = memberInAddress()) {
  try {
    await start(as);
    place('app').removeAttribute('aria-busy');
  } catch (refused) {
    state.online = refused.code !== 'offline';
    touch('connection');
    // A member who is not here any more is refused: then begin as the first.
    setTimeout(open, RETRY_MS, state.online ? '' : as);
  }
}

mount();
open();
