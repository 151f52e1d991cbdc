/** The left side: channels, people, the app, and who is acting. */
import { fill, focusMark, h, restoreFocus } from '../dom.js';
import { icon } from '../icons.js';
import { goToChannel, goToMember } from '../session.js';
import { appMember, hasBot, joined, on, state } from '../state.js';
import { actorButton } from './actor.js';
import { avatar, presence } from './avatar.js';
import { newChannel } from './channel_dialogs.js';
import { closeDrawer } from './drawer.js';
import { jumpButton, watchJumpKey } from './jump.js';
import { sampleButton } from './samples.js';

const isHere = (channel) => state.route.channel === channel?.id;

/** Draws the sidebar now and whenever what it shows changes. */
export function mountSidebar(root) {
  const scroller = h('div', { class: 'side-scroll' });
  const top = h('header', { class: 'side-top' });
  const foot = h('footer', { class: 'side-foot' });
  fill(root, top, scroller, foot);
  on(['session', 'channels', 'route', 'connection'], () => {
    const mark = focusMark(root);
    fill(top, head());
    fill(scroller, channelSection(), peopleSection(), appSection());
    fill(foot, sampleFoot(), actorButton());
    restoreFocus(root, mark);
  });
  watchJumpKey(root);
}

function head() {
  return [
    h(
      'div',
      { class: 'side-team' },
      h('span', { class: 'team-mark', 'aria-hidden': 'true' }, state.team.name.slice(0, 1)),
      h('div', {}, h('h1', {}, state.team.name), h('p', {}, 'Local workspace')),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button drawer-close',
          'aria-label': 'Close the list of channels',
          on: { click: closeDrawer },
        },
        icon('close'),
      ),
    ),
    jumpButton(),
  ];
}

function section(title, rows, tool = null) {
  return h(
    'section',
    { 'aria-label': title },
    h('div', { class: 'side-title' }, h('h2', {}, title), tool),
    h(
      'ul',
      {},
      rows.map((row) => h('li', {}, row)),
    ),
  );
}

/** One line of the sidebar. */
function row({ key, current, unread = 0, lead, label, go, muted = false }) {
  return h(
    'button',
    {
      type: 'button',
      class: `side-row ${current ? 'current' : ''} ${unread ? 'unread' : ''} ${muted ? 'muted' : ''}`,
      'aria-current': current ? 'page' : null,
      data: { focus: `side/${key}` },
      on: {
        click: () => {
          closeDrawer();
          go();
        },
      },
    },
    lead,
    h('span', { class: 'side-label' }, label),
    unread
      ? h('span', { class: 'badge' }, unread > 99 ? '99+' : unread, h('span', { class: 'unseen' }, ' unread'))
      : null,
  );
}

function channelRow(channel) {
  return row({
    key: channel.id,
    current: isHere(channel),
    unread: channel.unread,
    lead: icon(channel.kind === 'private' ? 'lock' : 'hash', 17),
    label: channel.name,
    go: () => goToChannel(channel.id),
    muted: !channel.is_member,
  });
}

function channelSection() {
  const others = [...state.channels.values()].filter((c) => c.kind === 'channel' && !c.is_member);
  const add = h(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': 'Create a channel',
      title: 'Create a channel',
      data: { focus: 'side/new' },
      on: { click: newChannel },
    },
    icon('plus', 17),
  );
  return [
    section('Channels', joined().map(channelRow), add),
    others.length ? section('Not joined', others.map(channelRow)) : null,
  ];
}

const imWith = (user) => [...state.channels.values()].find((c) => c.kind === 'im' && c.with === user);

function peopleSection() {
  const people = [...state.members.values()].filter((m) => !m.is_bot && m.id !== state.me);
  return section(
    'Direct messages',
    people.map((m) =>
      row({
        key: m.id,
        current: isHere(imWith(m.id)),
        unread: imWith(m.id)?.unread,
        go: () => goToMember(m.id),
        lead: h('span', { class: 'side-face' }, avatar(m, 'small'), presence(false)),
        label: m.real_name || m.name,
      }),
    ),
  );
}

function appSection() {
  const app = appMember();
  if (!app) return null;
  const channel = imWith(app.id);
  return section('Apps', [
    row({
      key: app.id,
      current: isHere(channel),
      unread: channel?.unread,
      label: app.real_name || app.name,
      lead: h('span', { class: 'side-face' }, avatar(app, 'small'), presence(state.botConnected)),
      go: () => goToMember(app.id, channel?.unread ? 'messages' : 'home'),
    }),
  ]);
}

function sampleFoot() {
  const here = state.channels.get(state.route.channel);
  const target =
    hasBot(here) && here.is_member
      ? here
      : [...state.channels.values()].find((c) => c.is_member && c.kind === 'channel' && hasBot(c));
  return target && state.samples.length
    ? sampleButton(target.id, {
        cls: 'side-sample',
        before: () => {
          closeDrawer();
          if (target !== here) goToChannel(target.id);
        },
      })
    : null;
}
