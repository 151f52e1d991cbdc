/** Reads new messages out to those who hear the page. */
import { h } from '../dom.js';
import { member, state } from '../state.js';
import { plain } from '../text/mrkdwn.js';

const KEPT = 5;

/** Says a message that came into the conversation on screen. */
export function announce(channel, message) {
  if (message.user === state.me || state.route.channel !== channel) return;
  const inThread = message.thread_ts && message.thread_ts !== message.ts;
  if (inThread && state.route.thread !== message.thread_ts) return;
  const who = member(message.user).real_name || member(message.user).name;
  say(
    `${message.ephemeral ? 'Only visible to you. ' : ''}${who}: ${plain(message.text ?? '') || 'shared a file'}`,
  );
}

/** Says a sentence. */
export function say(text) {
  const region = document.getElementById('announcer');
  region.append(h('p', {}, text));
  while (region.children.length > KEPT) region.firstElementChild.remove();
}
