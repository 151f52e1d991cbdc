/** The beginning of a conversation: what it is for, and what to do first. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { appMember, hasBot, member, state } from '../state.js';
import { isNote } from '../timeline.js';
import { avatar } from './avatar.js';
import { inviteBot } from './channel_dialogs.js';
import { sampleButton } from './samples.js';
import { chooseFiles } from './upload.js';

/** The nodes above the first message; where there is none yet, with the first steps. */
export function introNode(channel) {
  const messages = state.timelines.get(channel.id);
  if (!messages) return [];
  const empty = messages.every(isNote);
  const first = empty && channel.is_member !== false ? steps(channel) : null;
  return h(
    'div',
    { class: `intro-box ${empty ? 'empty' : ''}` },
    channel.kind === 'im' ? personIntro(channel) : channelIntro(channel),
    first,
  );
}

function channelIntro(channel) {
  return [
    h('span', { class: 'intro-sign' }, icon(channel.kind === 'private' ? 'lock' : 'hash', 26)),
    h('h3', {}, `#${channel.name}`),
    h(
      'p',
      {},
      channel.topic ||
        (channel.kind === 'private'
          ? 'Only its members can see this channel.'
          : 'Everyone in the workspace can read and join this channel.'),
    ),
  ];
}

function personIntro(channel) {
  const other = member(channel.with);
  const words = other.is_bot
    ? state.app?.description
    : `Only you and ${other.real_name} see what is written here.`;
  return [avatar(other, 'large'), h('h3', {}, other.real_name || other.name), h('p', {}, words)];
}

function steps(channel) {
  const app = appMember();
  if (!app) return null;
  if (channel.kind === 'im' && !hasBot(channel)) return null;
  if (!hasBot(channel)) {
    return h(
      'div',
      { class: 'first-step' },
      h('p', {}, `${app.name} is not in this channel yet, so it does not see files that are dropped here.`),
      h(
        'button',
        { type: 'button', class: 'button button-primary', on: { click: () => inviteBot(channel.id) } },
        icon('invite'),
        h('span', {}, `Add ${app.name}`),
      ),
    );
  }
  return h(
    'div',
    { class: 'first-step drop-hint' },
    h('span', { class: 'drop-art' }, icon('upload', 28)),
    h('h4', {}, 'Drop a customer file here'),
    h(
      'p',
      {},
      `One row a customer, a header on top: a CSV or Excel file from your shop or CRM is right. ${app.name} answers in a thread below it: which kinds of customers you have, how they differ, and what to do about each.`,
    ),
    h(
      'div',
      { class: 'button-row' },
      state.samples.length ? sampleButton(channel.id, { cls: 'button button-primary' }) : null,
      h(
        'button',
        { type: 'button', class: 'button', on: { click: () => chooseFiles({ channel: channel.id }) } },
        icon('clip'),
        h('span', {}, 'Choose a file'),
      ),
    ),
    state.commands.length
      ? h('p', { class: 'small' }, 'Or type ', h('kbd', {}, '/'), ' to see what it can do.')
      : null,
  );
}
