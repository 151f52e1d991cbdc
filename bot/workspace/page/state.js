/** What the page knows, and who wants to hear when it changes. */

/**
 * @typedef {{ts: string, thread_ts?: string, channel: string, user: string, bot: boolean, text: string,
 *   blocks?: object[], files?: object[], reactions?: object[], edited?: boolean, ephemeral?: boolean,
 *   reply_count?: number, reply_users?: string[], latest_reply?: string}} Message
 */

export const state = {
  team: { id: '', name: '' },
  me: '',
  /** @type {Map<string, object>} */ members: new Map(),
  /** @type {Map<string, object>} */ channels: new Map(),
  app: null,
  commands: [],
  suggestions: [],
  samples: [],
  botConnected: true,
  online: true,
  /** Where the person is: a channel or the app's Home; beside it perhaps a thread. */
  route: { channel: null, tab: 'messages', thread: null },
  /** @type {Map<string, Message[]>} channel -> its messages, oldest first */ timelines: new Map(),
  /** @type {Map<string, Message[]>} channel/ts -> root and replies */ threads: new Map(),
  /** @type {Map<string, string>} channel/thread -> what the app is doing */ working: new Map(),
  /** @type {object[]|null} */ home: null,
  /** @type {object[]} open modals, the topmost last */ views: [],
  /** @type {Map<string, object>} view id -> block id -> error */ viewErrors: new Map(),
  uploads: [],
  /** @type {string|null} the channel in which a command was given that has no answer yet */ awaited: null,
  /** Of a channel, how many messages were unread when it was opened, and the ts of the first. */
  firstUnread: new Map(),
};

const listeners = new Map();
let changed = new Set();

/**
 * Calls `fn` after a named part of the state changed; many changes in a row are one call.
 * @returns {() => void} ends it
 */
export function on(topics, fn) {
  const all = [topics].flat();
  for (const topic of all) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(fn);
  }
  return () => all.forEach((topic) => listeners.get(topic).delete(fn));
}

/** Says that parts of the state changed. */
export function touch(...topics) {
  if (changed.size === 0) queueMicrotask(flush);
  for (const topic of topics) changed.add(topic);
}

function flush() {
  const topics = changed;
  changed = new Set();
  const called = new Set();
  for (const topic of topics) for (const fn of listeners.get(topic) ?? []) called.add(fn);
  for (const fn of called) fn();
}

/** Takes in the answer of /client/boot. */
export function fillFromBoot(boot) {
  Object.assign(state, {
    team: boot.team,
    me: boot.me,
    app: boot.app,
    commands: boot.commands ?? [],
    suggestions: boot.suggestions ?? [],
    samples: boot.samples ?? [],
    botConnected: boot.bot_connected !== false,
    members: new Map(boot.members.map((member) => [member.id, member])),
  });
  setChannels(boot.channels);
  touch('session', 'connection');
}

/** Takes in the list of channels; the one on screen has nothing unread. */
export function setChannels(channels) {
  state.channels = new Map(channels.map((channel) => [channel.id, channel]));
  const current = state.channels.get(state.route.channel);
  if (current && !document.hidden) current.unread = 0;
  touch('channels');
}

/** Forgets everything of the last member; the next one sees only what is theirs. */
export function forgetMember() {
  for (const part of [state.timelines, state.threads, state.working, state.viewErrors, state.firstUnread])
    part.clear();
  Object.assign(state, { home: null, views: [], uploads: [] });
  touch('timeline', 'thread', 'working', 'views', 'home', 'uploads');
}

export const me = () => state.members.get(state.me);
export const member = (id) =>
  state.members.get(id) ?? { id, name: id, real_name: id || 'Someone', is_bot: false };
export const channel = (id) => state.channels.get(id);
export const appMember = () => state.members.get(state.app?.user);
const order = (c) => (c.kind === 'private' ? `1${c.name}` : `0${c.name}`);
/** The channels that the acting member is in, the private ones last. */
export const joined = () =>
  [...state.channels.values()]
    .filter((c) => c.kind !== 'im' && c.is_member)
    .sort((a, b) => order(a).localeCompare(order(b)));
export const hasBot = (c) =>
  Boolean(c && (c.with === state.app?.user || c.members?.includes(state.app?.user)));
export const threadKey = (c, ts) => `${c}/${ts}`;
