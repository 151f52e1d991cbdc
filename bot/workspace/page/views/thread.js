/** The right side: one thread. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { closeThread, goToChannel } from '../session.js';
import { member, on, state, threadKey } from '../state.js';
import { count } from '../text/numbers.js';
import { Composer } from './composer.js';
import { MessageList, parting } from './message_list.js';
import { dropZone } from './upload.js';

/** On a touch screen the keyboard would cover the thread that was just opened. */
const TOUCH = window.matchMedia('(hover: none)');

/** Draws the thread now and whenever it changes. */
export function mountThread(root) {
  const head = h('header', { class: 'pane-head' });
  const list = new MessageList();
  const target = () => ({ channel: state.route.channel, thread: state.route.thread });
  const composer = new Composer({ id: 'thread-composer', target });
  composer.rename('Reply…');
  fill(root, head, list.node, h('div', { class: 'pane-foot' }, composer.node));
  dropZone(root, () => (state.route.thread ? { ...target(), name: 'this thread' } : null));
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) closeThread();
  });
  on(['route', 'session', 'channels'], () => drawHead(root, head));
  on('route', () => {
    if (state.route.thread) composer.enter();
  });
  on(['route', 'thread', 'session'], () => drawReplies(list));
}

function drawHead(root, head) {
  const { channel, thread } = state.route;
  const was = root.hidden;
  root.hidden = !thread;
  if (!thread) return;
  const place = state.channels.get(channel);
  const name = place?.kind === 'im' ? member(place.with).real_name : `#${place?.name}`;
  const back = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': 'Close thread',
      title: 'Close thread',
      on: { click: closeThread },
    },
    icon('close'),
  );
  fill(
    head,
    h(
      'div',
      { class: 'pane-title' },
      h('h2', {}, h('span', {}, 'Thread')),
      h('button', { type: 'button', class: 'topic link', on: { click: () => goToChannel(channel) } }, name),
    ),
    h('div', { class: 'pane-tools' }, back),
  );
  if (was && !TOUCH.matches) root.querySelector('textarea')?.focus({ preventScroll: true });
}

function drawReplies(list) {
  const { channel, thread } = state.route;
  if (!thread) return;
  const messages = state.threads.get(threadKey(channel, thread)) ?? [];
  const replies = messages.length - 1;
  const line = {
    key: 'replies',
    signature: String(replies),
    build: () => parting('reply-count', count(replies, 'reply', 'replies')),
  };
  list.draw(messages, `${state.me} ${channel} ${thread}`, {
    inThread: true,
    days: false,
    extra: (i) => (i === 1 ? line : null),
  });
}
