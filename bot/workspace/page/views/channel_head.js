/** The top of a conversation: its name, its members, what can be done with it. */
import { api } from '../api.js';
import { fill, focusMark, h, restoreFocus } from '../dom.js';
import { icon } from '../icons.js';
import { attempt, goTo, trySample } from '../session.js';
import { appMember, hasBot, member, state } from '../state.js';
import { inline } from '../text/mrkdwn.js';
import { count } from '../text/numbers.js';
import { avatar, presence } from './avatar.js';
import { channelMembers, inviteBot } from './channel_dialogs.js';
import { openDrawer } from './drawer.js';
import { openMenu } from './menu.js';
import { sampleItems } from './samples.js';

const isApp = (channel) => Boolean(channel?.with) && channel.with === state.app?.user;

/** What a conversation is called: `#customers`, or the other one's name. */
export function titleOf(channel) {
  if (!channel) return '';
  return channel.kind === 'im'
    ? member(channel.with).real_name || member(channel.with).name
    : `#${channel.name}`;
}

/** Draws the head of a conversation. */
export function drawHead(head, channel) {
  const mark = focusMark(head);
  const menu = h(
    'button',
    {
      type: 'button',
      class: 'icon-button drawer-open',
      'aria-label': 'Channels and people',
      data: { focus: 'drawer' },
      on: { click: openDrawer },
    },
    icon('menu', 20),
    unreadElsewhere() ? h('i', { class: 'dot' }) : null,
  );
  fill(
    head,
    menu,
    channel.kind === 'im' ? personTitle(channel) : channelTitle(channel),
    h('div', { class: 'pane-tools' }, headTools(channel)),
  );
  restoreFocus(head, mark);
}

const unreadElsewhere = () => [...state.channels.values()].some((c) => c.unread);

function channelTitle(channel) {
  return h(
    'div',
    { class: 'pane-title' },
    h('h2', {}, icon(channel.kind === 'private' ? 'lock' : 'hash', 19), h('span', {}, channel.name)),
    channel.topic ? h('p', { class: 'topic' }, inline(channel.topic)) : null,
  );
}

function personTitle(channel) {
  const other = member(channel.with);
  const here = other.is_bot && state.botConnected;
  return [
    h(
      'div',
      { class: 'pane-title' },
      h('h2', {}, avatar(other, 'small'), h('span', {}, titleOf(channel)), presence(here)),
      isApp(channel) ? null : h('p', { class: 'topic' }, other.title),
    ),
    isApp(channel) ? tabs(channel) : null,
  ];
}

function tabs(channel) {
  const tab = (key, words) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        'aria-selected': String(state.route.tab === key),
        data: { focus: `tab/${key}` },
        on: { click: () => goTo({ channel: channel.id, tab: key }) },
      },
      words,
    );
  const list = h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': 'App' },
    tab('home', 'Home'),
    tab('messages', 'Messages'),
  );
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = [...list.children].find((node) => node !== document.activeElement);
    other.focus();
    other.click();
  });
  return list;
}

function headTools(channel) {
  if (channel.kind === 'im') return null;
  const app = appMember();
  const invite =
    app && channel.is_member && !hasBot(channel)
      ? h(
          'button',
          {
            type: 'button',
            class: 'button button-small',
            data: { focus: 'invite' },
            on: { click: () => inviteBot(channel.id) },
          },
          icon('invite', 16),
          h('span', {}, `Add ${app.name}`),
        )
      : null;
  const faces = channel.members.slice(0, 3).map((id) => avatar(member(id), 'small'));
  const members = h(
    'button',
    {
      type: 'button',
      class: 'faces',
      'aria-label': count(channel.members.length, 'member'),
      title: 'Members',
      data: { focus: 'members' },
      on: { click: () => channelMembers(channel.id) },
    },
    faces,
    h('span', {}, channel.members.length),
  );
  const more = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': 'Channel menu',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      data: { focus: 'channel-menu' },
      on: {
        click: () =>
          openMenu(more, { label: 'Channel menu', items: menuItems(channel), onPick: (item) => item.go() }),
      },
    },
    icon('more', 20),
  );
  return [invite, members, more];
}

function menuItems(channel) {
  const samples =
    hasBot(channel) && channel.is_member
      ? sampleItems().map((item) => ({
          ...item,
          label: `Try with ${item.label.toLowerCase()}`,
          icon: 'spark',
          go: () => trySample(channel.id, item.value),
        }))
      : [];
  return [
    ...samples,
    { label: 'Members and invitations', icon: 'people', go: () => channelMembers(channel.id) },
    channel.is_member
      ? {
          label: 'Leave the channel',
          icon: 'close',
          danger: true,
          go: () => attempt(() => api.leave(channel.id)),
        }
      : { label: 'Join the channel', icon: 'plus', go: () => attempt(() => api.join(channel.id)) },
  ];
}
