/** What a person can do on the page: go somewhere, say something, act as someone else. */
import { api } from './api.js';
import { hashOf, readHash, showInAddress } from './route.js';
import { connect } from './socket.js';
import { fillFromBoot, forgetMember, state, threadKey, touch } from './state.js';
import { load } from './timeline.js';
import { toast } from './views/toast.js';

/** Runs something that may be refused, and says so in a notice; answers undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (refused) {
    toast(refused.message, 'error');
    return undefined;
  }
}

/** Reads the workspace as this member and goes to the place in the address, or the first channel. */
export async function start(as, place = readHash(location.hash)) {
  forgetMember();
  state.me = as;
  if (!as) state.me = (await api.boot()).me;
  await connect(refresh); // first, so that nothing is missed between the reading and the listening
  fillFromBoot(await api.boot());
  state.route = { channel: null, tab: 'messages', thread: null };
  const known = place && state.channels.has(place.channel) ? place : { channel: firstChannel()?.id };
  if (known.channel) await goTo(known, false);
}

function firstChannel() {
  const mine = [...state.channels.values()].filter((c) => c.is_member);
  const withBot = mine.find((c) => c.kind === 'channel' && c.members.includes(state.app?.user));
  return withBot ?? mine.find((c) => c.kind === 'channel') ?? mine[0];
}

/** Acts as another member from now on, staying in the same channel where that is allowed. */
export async function actAs(id) {
  const place = { ...state.route, thread: null };
  await attempt(() => start(id, place));
}

/** Reads everything on screen again, after the connection was lost. */
async function refresh() {
  fillFromBoot(await api.boot());
  const { channel, thread, tab } = state.route;
  keepOnly(state.timelines, channel);
  keepOnly(state.threads, threadKey(channel, thread));
  state.working.clear();
  touch('working');
  if (!state.channels.has(channel)) {
    await goTo({ channel: firstChannel().id }, false);
    return;
  }
  if (tab !== 'home') await loadTimeline(channel);
  if (thread) await loadThread(channel, thread);
}

function keepOnly(map, key) {
  for (const other of map.keys()) if (other !== key) map.delete(other);
}

const loadTimeline = (channel) => load(state.timelines, channel, () => api.messages(channel));
const loadThread = (channel, ts) =>
  load(state.threads, threadKey(channel, ts), () => api.messages(channel, ts));

/**
 * Goes to a channel, a thread in it, or the app's Home.
 * @param {{channel: string, tab?: string, thread?: string|null, message?: string|null}} place
 */
export async function goTo({ channel, tab = 'messages', thread = null, message = null }, push = true) {
  const target = state.channels.get(channel);
  if (!target) return;
  if (state.route.channel !== channel || state.route.tab !== tab) noteUnread(target);
  state.route = { channel, tab, thread, message };
  document.getElementById('app').dataset.pane = thread ? 'thread' : 'channel';
  touch('route', 'channels');
  showInAddress(push);
  await attempt(async () => {
    if (target.with === state.app?.user) await openApp(tab);
    if (tab !== 'home' && !state.timelines.has(channel)) await loadTimeline(channel);
    if (thread && !state.threads.has(threadKey(channel, thread))) await loadThread(channel, thread);
  });
}

function noteUnread(target) {
  state.firstUnread.delete(target.id);
  if (target.unread) state.firstUnread.set(target.id, { count: target.unread, ts: null });
  target.unread = 0;
}

/** The app hears that its Home or its messages are looked at, and may publish. */
async function openApp(tab) {
  const answer = await api.home(tab);
  if (tab === 'home' && !state.home?.length) state.home = answer.blocks;
  touch('home');
}

export const goToChannel = (channel) => goTo({ channel });
export const openThread = (ts) => goTo({ channel: state.route.channel, thread: ts });
export const closeThread = () => goTo({ channel: state.route.channel, tab: state.route.tab });

/** Opens the conversation with a member, or with the app (Home or Messages). */
export async function goToMember(user, tab = 'messages') {
  const known = [...state.channels.values()].find((c) => c.kind === 'im' && c.with === user);
  const channel = known ?? (await attempt(() => api.dm(user)))?.channel;
  if (!channel) return;
  if (!known) state.channels.set(channel.id, channel);
  await goTo({ channel: channel.id, tab });
}

/** Says something in a channel or thread; a line that begins with a slash is a command. */
export async function say({ channel, thread }, text) {
  if (!/^\/\w/.test(text)) {
    await api.message(channel, text, thread ?? undefined);
    return;
  }
  state.awaited = channel;
  await api.command(channel, text);
}

/** Puts seeded sample customers into a channel and opens the thread where the answer comes. */
export async function trySample(channel, key) {
  const answer = await attempt(() => api.sample(channel, key));
  if (answer?.ts && state.route.channel === channel) await goTo({ channel, thread: answer.ts });
}

window.addEventListener('popstate', () => {
  const place = readHash(location.hash);
  if (place && hashOf(place) !== hashOf(state.route)) goTo(place, false);
});
