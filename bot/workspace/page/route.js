/** Where the person is, held in the address so that links and the back button work. */
import { state } from './state.js';

/**
 * The address of a place: `#/C1`, `#/C1/ts` (a message), `#/C1/thread/ts`, `#/D1/home`.
 * @returns {string}
 */
export function hashOf({ channel, tab, thread, message }) {
  if (tab === 'home') return `#/${channel}/home`;
  if (thread) return `#/${channel}/thread/${thread}`;
  return message ? `#/${channel}/${message}` : `#/${channel}`;
}

/** What an address means. */
export function readHash(hash) {
  const [channel, second, third] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  if (!channel) return null;
  if (second === 'home') return { channel, tab: 'home', thread: null, message: null };
  if (second === 'thread') return { channel, tab: 'messages', thread: third || null, message: null };
  return { channel, tab: 'messages', thread: null, message: second || null };
}

/** The full link to a message, for "Copy link". */
export function linkTo(message) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  const hash = hashOf({
    channel: message.channel,
    thread: reply ? message.thread_ts : null,
    message: message.ts,
  });
  return `${location.origin}/${hash}`;
}

/** Writes the current place into the address; `as` stays with the tab. */
export function showInAddress(push = true) {
  const url = `/?as=${encodeURIComponent(state.me)}${hashOf(state.route)}`;
  if (url === location.pathname + location.search + location.hash) return;
  history[push ? 'pushState' : 'replaceState'](null, '', url);
}

/** The member named in the address, if any. */
export const memberInAddress = () => new URLSearchParams(location.search).get('as') ?? '';
