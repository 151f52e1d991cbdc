/** Every request that the page sends to the server of the local workspace. */
import { state } from './state.js';

/** What went wrong, in words for the person at the screen. */
export class Refused extends Error {
  constructor(message, code = '') {
    super(message);
    this.code = code;
  }
}

const WORDS = {
  operation_timeout: 'The app took longer than 3 seconds to answer, so the request was given up. Try again.',
  dispatch_failed: 'The app is not connected, so nothing could be delivered. Start it and try again.',
  trigger_expired: 'That took too long. Press the button again.',
  not_in_channel: 'You are not in this channel. Join it first.',
  channel_not_found: 'This channel does not exist any more.',
  name_taken: 'There is already a channel with this name.',
  invalid_name: 'A channel name has small letters, digits and dashes, 80 at most.',
  file_too_large: 'This file is larger than the workspace accepts.',
  message_not_found: 'This message does not exist any more.',
};

/** Plain words for a code such as `operation_timeout`; a sentence is left as it is. */
function plainWords(error, status = 0) {
  if (!error) return status ? `The workspace answered with status ${status}.` : 'Something went wrong.';
  if (WORDS[error]) return WORDS[error];
  return /^[a-z0-9_]+$/.test(error) ? `The workspace refused: ${error.replaceAll('_', ' ')}.` : error;
}

function address(path, query = {}) {
  const params = new URLSearchParams();
  if (state.me) params.set('as', state.me);
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
  return `${path}?${params}`;
}

async function call(path, { method = 'GET', query, body } = {}) {
  let response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers: body ? { 'Content-Type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Refused('The workspace does not answer. Is it still running?', 'offline');
  }
  return checked(await response.json().catch(() => ({})), response.status);
}

function checked(answer, status) {
  if (answer.ok === false || status >= 400) throw new Refused(plainWords(answer.error, status), answer.error);
  return answer;
}

const post = (path, body) => call(path, { method: 'POST', body });

/** Sends a form with files and tells how far it is: fetch cannot, so this is XMLHttpRequest. */
function send(path, form, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path));
    request.upload.addEventListener('progress', (e) => e.lengthComputable && onProgress(e.loaded / e.total));
    request.addEventListener('error', () =>
      reject(new Refused('The upload was cut off. Drop the file again.', 'offline')),
    );
    request.addEventListener('load', () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        /* an error page, told by its status */
      }
      try {
        resolve(checked(answer, request.status));
      } catch (refused) {
        reject(refused);
      }
    });
    request.send(form);
  });
}

function form(fields, files = []) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) data.append(name, value);
  for (const file of files) data.append('files', file, file.name);
  return data;
}

export const api = {
  boot: () => call('/client/boot'),
  messages: (channel, thread_ts) => call('/client/messages', { query: { channel, thread_ts } }),
  message: (channel, text, thread_ts) => post('/client/message', { channel, text, thread_ts }),
  upload: ({ channel, thread_ts, text }, files, onProgress) =>
    send('/client/upload', form({ channel, thread_ts, text }, files), onProgress),
  command: (channel, text) => post('/client/command', { channel, text }),
  action: (payload) => post('/client/action', payload),
  submitView: (view_id, viewState) => post('/client/view/submit', { view_id, state: viewState }),
  closeView: (view_id) => post('/client/view/close', { view_id }),
  viewFile: (view_id, file, onProgress) => {
    const data = form({ view_id });
    data.append('file', file, file.name);
    return send('/client/view/file', data, onProgress);
  },
  home: (tab) => post('/client/home', { tab }),
  read: (channel) => post('/client/read', { channel }),
  dm: (user) => post('/client/dm', { user }),
  createChannel: (name, isPrivate) => post('/client/channel', { name, private: isPrivate }),
  invite: (channel, user) => post('/client/invite', { channel, user }),
  leave: (channel, user) => post('/client/leave', { channel, user }),
  join: (channel) => post('/client/join', { channel }),
  deleteFile: (file) => post('/client/file/delete', { file }),
  deleteMessage: (channel, ts) => post('/client/message/delete', { channel, ts }),
  sample: (channel, key) => post('/client/sample', { channel, key }),
  eventsUrl: () => {
    const url = new URL(address('/client/events'), location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
  },
};
