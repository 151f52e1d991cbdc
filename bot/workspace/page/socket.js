/** The live connection: takes in events, and comes back by itself after a break. */
import { api } from './api.js';
import { announce } from './views/announcer.js';
import { setChannels, state, threadKey, touch } from './state.js';
import { drop, endWorking, isReply, put, replace } from './timeline.js';
import { toast } from './views/toast.js';

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5000;
const READ_AFTER_MS = 400;

let socket = null;
let wait = FIRST_WAIT_MS;
let timer = 0;

/**
 * Opens the connection for the acting member; an older one is closed.
 * @param {() => Promise<void>} afterBreak reads again what may have been missed
 * @returns {Promise<void>} kept once the connection is open, or was refused
 */
export function connect(afterBreak) {
  disconnect();
  const mine = new WebSocket(api.eventsUrl());
  socket = mine;
  mine.addEventListener('message', (event) => receive(JSON.parse(event.data)));
  return new Promise((settled) => {
    mine.addEventListener('open', () => {
      settled();
      wait = FIRST_WAIT_MS;
      const wasOffline = !state.online;
      setOnline(true);
      if (wasOffline) afterBreak().catch(() => mine.close());
    });
    mine.addEventListener('close', () => {
      settled();
      if (socket !== mine) return;
      setOnline(false);
      timer = setTimeout(() => connect(afterBreak), wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  });
}

/** Closes the connection for good. */
function disconnect() {
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close();
}

function setOnline(online) {
  state.online = online;
  touch('connection');
}

/** One event of the server. */
function receive(event) {
  HANDLERS[event.type]?.(event);
}

const HANDLERS = {
  message({ channel, message }) {
    put(channel, message);
    endWorking(channel, message);
    countUnread(channel, message);
    announce(channel, message);
  },
  message_changed({ channel, message }) {
    replace(channel, message);
  },
  message_deleted({ channel, ts }) {
    drop(channel, ts);
  },
  ephemeral_replaced({ channel, ts, message }) {
    if (!message || message.ts !== ts) drop(channel, ts);
    if (message) put(channel, message);
  },
  view_opened({ view }) {
    state.views = [...state.views.filter((other) => other.id !== view.id), view];
    touch('views');
  },
  view_updated({ view }) {
    state.views = state.views.map((other) => (other.id === view.id ? view : other));
    state.viewErrors.delete(view.id);
    touch('views');
  },
  view_closed({ view_id }) {
    state.views = state.views.filter((view) => view.id !== view_id);
    touch('views');
  },
  view_errors({ view_id, errors }) {
    state.viewErrors.set(view_id, errors);
    touch('views');
  },
  home({ blocks }) {
    state.home = blocks;
    touch('home');
  },
  bot({ connected }) {
    state.botConnected = connected;
    touch('connection', 'channels');
  },
  channels({ channels }) {
    setChannels(channels);
  },
  notice({ text, kind }) {
    toast(text, kind === 'error' ? 'error' : 'info');
  },
  working({ channel, thread_ts, text }) {
    const key = threadKey(channel, thread_ts ?? '');
    if (text) state.working.set(key, text);
    else state.working.delete(key);
    touch('working');
  },
};

let readTimer = 0;

/** Tells the server that what came into a channel was seen; once for many. */
function tellRead(id) {
  clearTimeout(readTimer);
  readTimer = setTimeout(() => api.read(id).catch(() => {}), READ_AFTER_MS);
}

function countUnread(id, message) {
  const channel = state.channels.get(id);
  if (!channel || message.user === state.me || isReply(message)) return;
  if (state.route.channel === id && state.route.tab === 'messages' && !document.hidden) {
    tellRead(id);
    return;
  }
  channel.unread = (channel.unread ?? 0) + 1;
  touch('channels');
}
