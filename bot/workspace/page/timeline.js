/** Keeps the lists of messages in step with what the server tells. */
import { state, threadKey, touch } from './state.js';

/** @typedef {import('./state.js').Message} Message */

const later = (a, b) => Number(a.ts) - Number(b.ts) || (a.ts < b.ts ? -1 : 1);

/** Whether a message stands in a thread under another one. */
export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** Whether the workspace itself wrote it: who came and went. */
export const isNote = (message) => /_(join|leave)$/.test(message.subtype ?? '');

/** Puts a message into a sorted list, in the place of the one with the same ts if there is one. */
function placed(list, message) {
  return [...list.filter((other) => other.ts !== message.ts), message].sort(later);
}

/** Lists that are on their way: what happens meanwhile waits here, or the answer would undo it. */
const arriving = new Map();

/**
 * Reads a list and puts it in its place, with all that was told while it was on its way.
 * @param {Map<string, Message[]>} map
 * @param {string} key
 * @param {() => Promise<{messages: Message[]}>} read
 */
export async function load(map, key, read) {
  const reader = state.me;
  const meanwhile = [];
  arriving.set(key, meanwhile);
  try {
    const { messages } = await read();
    if (reader !== state.me) return; // someone else is acting by now: not theirs to see
    map.set(
      key,
      meanwhile.reduce((list, change) => change(list), messages),
    );
    touch('timeline', 'thread');
  } finally {
    if (arriving.get(key) === meanwhile) arriving.delete(key);
  }
}

function apply(map, key, change) {
  if (map.has(key)) map.set(key, change(map.get(key)));
  arriving.get(key)?.push(change);
  touch('timeline', 'thread');
}

/** Changes the lists in which a message stands: its channel's, its thread's. */
function applyAround(channel, message, change) {
  if (!isReply(message)) apply(state.timelines, channel, change);
  apply(state.threads, threadKey(channel, message.thread_ts || message.ts), change);
}

/** A new message or a new version of one. */
export function put(channel, message) {
  applyAround(channel, message, (list) => placed(list, message));
}

/** A new version of a message: only where it already stands, so that nothing comes back from the dead. */
export function replace(channel, message) {
  applyAround(channel, message, (list) =>
    list.some((other) => other.ts === message.ts) ? placed(list, message) : list,
  );
}

/** A message that is gone, from the channel and from every thread. */
export function drop(channel, ts) {
  const without = (list) => list.filter((message) => message.ts !== ts);
  apply(state.timelines, channel, without);
  const threads = [...state.threads.keys(), ...arriving.keys()].filter((key) =>
    key.startsWith(`${channel}/`),
  );
  for (const key of new Set(threads)) apply(state.threads, key, without);
}

/** The app posted: what it said it was doing is over. */
export function endWorking(channel, message) {
  if (!message.bot) return;
  for (const key of [threadKey(channel, message.thread_ts ?? ''), threadKey(channel, '')])
    state.working.delete(key);
  touch('working');
}
