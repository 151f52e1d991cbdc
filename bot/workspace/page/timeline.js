/** Keeps the lists of messages in step with what the server tells. */
import { state, touch, threadKey } from './state.js';

const later = (a, b) => Number(a.ts) - Number(b.ts) || (a.ts < b.ts ? -1 : 1);
const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** Puts a message into a sorted list, in the place of the one with the same ts if there is one. */
export function placed(list, message) {
  const rest = list.filter((other) => other.ts !== message.ts);
  return [...rest, message].sort(later);
}

/** The lists in which a message may stand: its channel's, its thread's. */
function listsOf(channel, message) {
  const lists = [];
  if (!isReply(message)) lists.push([state.timelines, channel]);
  lists.push([state.threads, threadKey(channel, message.thread_ts || message.ts)]);
  return lists.filter(([map, key]) => map.has(key));
}

/** A new message or a new version of one. */
export function put(channel, message) {
  for (const [map, key] of listsOf(channel, message)) map.set(key, placed(map.get(key), message));
  touch('timeline', 'thread');
}

/** A new version of a message: only where it already stands, so that nothing comes back from the dead. */
export function replace(channel, message) {
  for (const [map, key] of listsOf(channel, message)) {
    const list = map.get(key);
    if (list.some((other) => other.ts === message.ts)) map.set(key, placed(list, message));
  }
  touch('timeline', 'thread');
}

/** A message that is gone, from the channel and from every thread. */
export function drop(channel, ts) {
  const without = (list) => list.filter((message) => message.ts !== ts);
  if (state.timelines.has(channel)) state.timelines.set(channel, without(state.timelines.get(channel)));
  for (const [key, list] of state.threads) if (key.startsWith(`${channel}/`)) state.threads.set(key, without(list));
  touch('timeline', 'thread');
}

/** The app posted: what it said it was doing is over. */
export function endWorking(channel, message) {
  if (!message.bot) return;
  const gone = [threadKey(channel, message.thread_ts ?? ''), threadKey(channel, '')];
  for (const key of gone) state.working.delete(key);
  touch('working');
}

export { isReply };
