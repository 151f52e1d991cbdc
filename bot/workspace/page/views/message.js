/** One message: who, when, what; its files, reactions, replies, and what can be done with it. */
import { api } from '../api.js';
import { renderBlocks } from '../blocks/index.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { linkTo } from '../route.js';
import { attempt, openThread } from '../session.js';
import { member, state, threadKey } from '../state.js';
import { surfaceOf } from '../surface.js';
import { clock, fullTime, lastReply, moment } from '../text/dates.js';
import { emoji } from '../text/emoji.js';
import { inline, render } from '../text/mrkdwn.js';
import { count } from '../text/numbers.js';
import { isNote, isReply } from '../timeline.js';
import { avatar } from './avatar.js';
import { confirmed } from './confirm.js';
import { fileNodes } from './files.js';
import { toast } from './toast.js';

const SHOWN_REPLIERS = 4;

/**
 * The node of a message.
 * @param {import('../state.js').Message} message
 * @param {{grouped: boolean, inThread: boolean}} where grouped: under another one of the same author
 */
export function messageNode(message, { grouped, inThread }) {
  if (isNote(message)) return noteNode(message);
  const author = member(message.user);
  const mine = message.user === state.me && !message.bot && !message.ephemeral;
  const time = h(
    'time',
    { datetime: moment(message.ts).toISOString(), title: fullTime(message.ts) },
    clock(message.ts),
  );
  return h(
    'li',
    {
      class: `message ${grouped ? 'grouped' : ''} ${message.ephemeral ? 'ephemeral' : ''}`,
      data: { ts: message.ts },
    },
    h(
      'article',
      { 'aria-label': `${author.real_name || author.name}, ${clock(message.ts)}` },
      h('div', { class: 'gutter' }, grouped ? time : avatar(author)),
      h(
        'div',
        { class: 'message-main' },
        message.ephemeral ? h('p', { class: 'only-you' }, icon('eye', 14), 'Only visible to you') : null,
        grouped
          ? null
          : h(
              'p',
              { class: 'author' },
              h('strong', {}, author.real_name || author.name),
              message.bot ? h('span', { class: 'app-tag' }, 'App') : null,
              time,
            ),
        body(message),
        message.files?.length ? fileNodes(message, mine) : null,
        reactions(message),
        inThread ? null : replies(message),
      ),
      message.ephemeral ? null : tools(message, { mine, inThread }),
    ),
  );
}

function noteNode(message) {
  return h(
    'li',
    { class: 'note', data: { ts: message.ts } },
    avatar(member(message.user), 'small'),
    h('span', { class: 'text' }, inline(message.text)),
    h('time', { title: fullTime(message.ts) }, clock(message.ts)),
  );
}

function body(message) {
  const edited = message.edited
    ? h('span', { class: 'edited', title: 'This message was edited' }, '(edited)')
    : null;
  if (message.blocks?.length) {
    const surface = surfaceOf('message', `${message.channel}/${message.ts}`, {
      channel: message.channel,
      ts: message.ts,
    });
    return [renderBlocks(message.blocks, surface), edited];
  }
  if (message.subtype === 'file_share' && !message.files?.length)
    return h('p', { class: 'file-gone' }, icon('file'), 'This file was deleted.');
  if (!message.text) return edited;
  const nodes = render(message.text);
  if (edited) nodes.at(-1)?.append(' ', edited);
  return h('div', { class: 'text' }, nodes);
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h(
    'ul',
    { class: 'reactions', 'aria-label': 'Reactions' },
    message.reactions.map((reaction) => {
      const who = (reaction.users ?? []).map((id) => member(id).real_name || member(id).name).join(', ');
      const sign = reaction.emoji ?? emoji(reaction.name);
      return h(
        'li',
        {
          class: reaction.users?.includes(state.me) ? 'reaction mine' : 'reaction',
          title: `${who} reacted with :${reaction.name}:`,
        },
        h(
          'span',
          { class: 'reaction-sign', role: 'img', 'aria-label': reaction.name.replaceAll('_', ' ') },
          sign,
        ),
        h('span', {}, reaction.count),
      );
    }),
  );
}

function replies(message) {
  const doing = state.working.get(threadKey(message.channel, message.ts));
  if (!message.reply_count && !doing) return null;
  const faces = (message.reply_users ?? []).slice(0, SHOWN_REPLIERS).map((id) => avatar(member(id), 'small'));
  const status = doing
    ? h('span', { class: 'replies-doing' }, h('i', { class: 'pulse', 'aria-hidden': 'true' }), doing)
    : null;
  const when = message.latest_reply
    ? h('span', { class: 'replies-when' }, `Last reply ${lastReply(message.latest_reply)}`)
    : null;
  return h(
    'button',
    {
      type: 'button',
      class: 'replies',
      data: { focus: `replies/${message.ts}` },
      on: { click: () => openThread(message.ts) },
    },
    faces,
    h('strong', {}, message.reply_count ? count(message.reply_count, 'reply', 'replies') : 'Thread'),
    status ?? when,
    icon('right', 16),
  );
}

function tools(message, { mine, inThread }) {
  const tool = (name, sign, fn, cls = '') =>
    h(
      'button',
      {
        type: 'button',
        class: `icon-button ${cls}`,
        'aria-label': name,
        title: name,
        data: { focus: `${name}/${message.ts}` },
        on: { click: fn },
      },
      icon(sign),
    );
  return h(
    'div',
    { class: 'tools', role: 'group', 'aria-label': 'Message actions' },
    inThread ? null : tool('Reply in thread', 'thread', () => openThread(message.thread_ts ?? message.ts)),
    tool('Copy link', 'link', () => copyLink(message)),
    mine ? tool('Delete message', 'trash', () => remove(message), 'danger') : null,
  );
}

async function copyLink(message) {
  const link = linkTo(message);
  try {
    await navigator.clipboard.writeText(link);
    toast('Link copied.');
  } catch {
    toast(`Copy this link: ${link}`);
  }
}

async function remove(message) {
  const what = isReply(message) ? 'this reply' : 'this message';
  const sure = await confirmed({
    title: `Delete ${what}?`,
    text: 'It will be gone for everyone, and cannot be brought back.',
    confirm: 'Delete',
    style: 'danger',
  });
  if (sure) await attempt(() => api.deleteMessage(message.channel, message.ts));
}
