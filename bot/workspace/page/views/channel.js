/** The middle: one conversation, or the app's Home. */
import { api } from '../api.js';
import { fill, focusMark, h, restoreFocus } from '../dom.js';
import { icon } from '../icons.js';
import { attempt, goTo, trySample } from '../session.js';
import { appMember, hasBot, member, on, state } from '../state.js';
import { inline } from '../text/mrkdwn.js';
import { count } from '../text/numbers.js';
import { isNote } from '../timeline.js';
import { avatar, presence } from './avatar.js';
import { channelMembers, inviteBot } from './channel_dialogs.js';
import { Composer } from './composer.js';
import { openDrawer } from './drawer.js';
import { homeNode } from './home.js';
import { introNode } from './intro.js';
import { openMenu } from './menu.js';
import { MessageList } from './message_list.js';
import { sampleItems } from './samples.js';
import { dropZone } from './upload.js';

const current = () => state.channels.get(state.route.channel);
const isApp = (channel) => Boolean(channel?.with) && channel.with === state.app?.user;

/** Draws the conversation now and whenever it changes. */
export function mountChannel(root) {
  const head = h('header', { class: 'pane-head' });
  const intro = h('div', { class: 'intro' });
  const list = new MessageList(intro);
  const composer = new Composer({ id: 'composer', target: () => ({ channel: state.route.channel, thread: null }) });
  const home = homeNode();
  const foot = h('div', { class: 'pane-foot' });
  fill(root, head, home, list.node, foot);
  dropZone(root, () => (canWrite() && state.route.tab === 'messages' ? { channel: state.route.channel, name: titleOf(current()) } : null));
  on(['route', 'session', 'channels', 'connection'], () => drawHead(head));
  on(['route', 'session', 'channels', 'timeline'], () => { if (current()) fill(intro, introNode(current())); });
  on(['route', 'timeline', 'session', 'working'], () => drawList(list));
  on(['route', 'session', 'channels'], () => drawFoot(foot, composer));
  on(['route', 'session'], () => {
    const atHome = state.route.tab === 'home';
    root.classList.toggle('at-home', atHome);
    root.setAttribute('aria-label', atHome ? 'App home' : `Conversation ${titleOf(current())}`);
    composer.enter();
  });
}

const canWrite = () => Boolean(current()?.is_member ?? current()?.kind === 'im');

function titleOf(channel) {
  if (!channel) return '';
  return channel.kind === 'im' ? member(channel.with).real_name || member(channel.with).name : `#${channel.name}`;
}

function drawHead(head) {
  const channel = current();
  if (!channel) return;
  const mark = focusMark(head);
  const menu = h('button', { type: 'button', class: 'icon-button drawer-open', 'aria-label': 'Channels and people', data: { focus: 'drawer' }, on: { click: openDrawer } }, icon('menu', 20), unreadElsewhere() ? h('i', { class: 'dot' }) : null);
  fill(head, menu, channel.kind === 'im' ? personTitle(channel) : channelTitle(channel), h('div', { class: 'pane-tools' }, headTools(channel)));
  restoreFocus(head, mark);
}

const unreadElsewhere = () => [...state.channels.values()].some((c) => c.unread);

function channelTitle(channel) {
  return h('div', { class: 'pane-title' },
    h('h2', {}, icon(channel.kind === 'private' ? 'lock' : 'hash', 19), h('span', {}, channel.name)),
    channel.topic ? h('p', { class: 'topic' }, inline(channel.topic)) : null);
}

function personTitle(channel) {
  const other = member(channel.with);
  const here = other.is_bot && state.botConnected;
  return [
    h('div', { class: 'pane-title' }, h('h2', {}, avatar(other, 'small'), h('span', {}, titleOf(channel)), presence(here)),
      isApp(channel) ? null : h('p', { class: 'topic' }, other.title)),
    isApp(channel) ? tabs(channel) : null,
  ];
}

function tabs(channel) {
  const tab = (key, words) => h('button', {
    type: 'button', role: 'tab', 'aria-selected': String(state.route.tab === key), data: { focus: `tab/${key}` },
    on: { click: () => goTo({ channel: channel.id, tab: key }) },
  }, words);
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'App' }, tab('home', 'Home'), tab('messages', 'Messages'));
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
  const invite = app && channel.is_member && !hasBot(channel)
    ? h('button', { type: 'button', class: 'button button-small', data: { focus: 'invite' }, on: { click: () => inviteBot(channel.id) } }, icon('invite', 16), h('span', {}, `Add ${app.name}`)) : null;
  const faces = channel.members.slice(0, 3).map((id) => avatar(member(id), 'small'));
  const members = h('button', { type: 'button', class: 'faces', 'aria-label': count(channel.members.length, 'member'), title: 'Members', data: { focus: 'members' }, on: { click: () => channelMembers(channel.id) } },
    faces, h('span', {}, channel.members.length));
  const more = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Channel menu', 'aria-haspopup': 'menu', 'aria-expanded': 'false', data: { focus: 'channel-menu' }, on: { click: () => openMenu(more, { label: 'Channel menu', items: menuItems(channel), onPick: (item) => item.go() }) } }, icon('more', 20));
  return [invite, members, more];
}

function menuItems(channel) {
  const samples = hasBot(channel) && channel.is_member
    ? sampleItems().map((item) => ({ ...item, label: `Try with ${item.label.toLowerCase()}`, icon: 'spark', go: () => trySample(channel.id, item.value) })) : [];
  return [
    ...samples,
    { label: 'Members and invitations', icon: 'people', go: () => channelMembers(channel.id) },
    channel.is_member
      ? { label: 'Leave the channel', icon: 'close', danger: true, go: () => attempt(() => api.leave(channel.id)) }
      : { label: 'Join the channel', icon: 'plus', go: () => attempt(() => api.join(channel.id)) },
  ];
}

/** The first message that was unread on entering, until one says something oneself. */
function newFrom(channel, messages) {
  const unread = state.firstUnread.get(channel);
  if (!unread || !messages.length) return null;
  if (unread.ts === null) {
    const others = messages.filter((message) => message.user !== state.me);
    unread.ts = others.at(-Math.min(unread.count, others.length))?.ts ?? '';
  }
  const answered = messages.some((message) => message.user === state.me && message.ts > unread.ts && !isNote(message));
  return answered ? null : unread.ts;
}

let revealed = null;

function drawList(list) {
  const { channel, message, tab } = state.route;
  const messages = state.timelines.get(channel) ?? [];
  if (tab === 'home') return;
  list.draw(messages, `${state.me} ${channel}`, { newFrom: newFrom(channel, messages) });
  if (message && revealed !== message && list.reveal(message)) revealed = message;
}

function drawFoot(foot, composer) {
  const channel = current();
  if (!channel) return;
  if (!canWrite()) {
    const join = h('button', { type: 'button', class: 'button button-primary', on: { click: () => attempt(() => api.join(channel.id)) } }, 'Join channel');
    fill(foot, h('div', { class: 'join-bar' }, h('p', {}, 'You are looking at ', h('strong', {}, `#${channel.name}`), '.'), join));
    return;
  }
  if (composer.node.parentElement !== foot) fill(foot, composer.node);
  composer.rename(channel.kind === 'im' ? `Message ${titleOf(channel)}` : `Message #${channel.name}`);
}
