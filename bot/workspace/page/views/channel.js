/** The middle: one conversation, or the app's Home. */
import { api } from '../api.js';
import { fill, h } from '../dom.js';
import { attempt } from '../session.js';
import { on, state } from '../state.js';
import { isNote } from '../timeline.js';
import { drawHead, titleOf } from './channel_head.js';
import { Composer } from './composer.js';
import { homeNode } from './home.js';
import { introNode } from './intro.js';
import { MessageList } from './message_list.js';
import { dropZone } from './upload.js';

const current = () => state.channels.get(state.route.channel);

/** Draws the conversation now and whenever it changes. */
export function mountChannel(root) {
  const head = h('header', { class: 'pane-head' });
  const intro = h('div', { class: 'intro' });
  const list = new MessageList(intro);
  const composer = new Composer({
    id: 'composer',
    target: () => ({ channel: state.route.channel, thread: null }),
  });
  const home = homeNode();
  const foot = h('div', { class: 'pane-foot' });
  fill(root, head, home, list.node, foot);
  dropZone(root, () =>
    canWrite() && state.route.tab === 'messages'
      ? { channel: state.route.channel, name: titleOf(current()) }
      : null,
  );
  on(['route', 'session', 'channels', 'connection'], () => {
    if (current()) drawHead(head, current());
  });
  on(['route', 'session', 'channels', 'timeline'], () => {
    if (current()) fill(intro, introNode(current()));
  });
  on(['route', 'timeline', 'session', 'working'], () => drawList(list));
  on(['route', 'session', 'channels'], () => drawFoot(foot, composer));
  on(['route', 'session'], () => {
    const atHome = state.route.tab === 'home';
    root.classList.toggle('at-home', atHome);
    root.setAttribute('aria-label', atHome ? 'App home' : `Conversation ${titleOf(current())}`);
    composer.enter();
  });
}

const canWrite = () => Boolean(current()?.is_member ?? current()?.kind === 'im');

/** The first message that was unread on entering, until one says something oneself. */
function newFrom(channel, messages) {
  const unread = state.firstUnread.get(channel);
  if (!unread || !messages.length) return null;
  if (unread.ts === null) {
    const others = messages.filter((message) => message.user !== state.me);
    unread.ts = others.at(-Math.min(unread.count, others.length))?.ts ?? '';
  }
  const answered = messages.some(
    (message) => message.user === state.me && message.ts > unread.ts && !isNote(message),
  );
  return answered ? null : unread.ts;
}

let revealed = null;

function drawList(list) {
  const { channel, message, tab } = state.route;
  const messages = state.timelines.get(channel) ?? [];
  if (tab === 'home') return;
  list.draw(messages, `${state.me} ${channel}`, { newFrom: newFrom(channel, messages) });
  if (message && revealed !== message && list.reveal(message)) revealed = message;
}

function drawFoot(foot, composer) {
  const channel = current();
  if (!channel) return;
  if (!canWrite()) {
    const join = h(
      'button',
      {
        type: 'button',
        class: 'button button-primary',
        on: { click: () => attempt(() => api.join(channel.id)) },
      },
      'Join channel',
    );
    fill(
      foot,
      h(
        'div',
        { class: 'join-bar' },
        h('p', {}, 'You are looking at ', h('strong', {}, `#${channel.name}`), '.'),
        join,
      ),
    );
    return;
  }
  if (composer.node.parentElement !== foot) fill(foot, composer.node);
  composer.rename(channel.kind === 'im' ? `Message ${titleOf(channel)}` : `Message #${channel.name}`);
}
