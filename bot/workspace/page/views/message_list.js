/** A list of messages: grouped by author, parted by days, kept at its place while things change. */
import { h, reconcile } from '../dom.js';
import { icon } from '../icons.js';
import { member, state, threadKey } from '../state.js';
import { dayKey, dayName } from '../text/dates.js';
import { isNote, isReply } from '../timeline.js';
import { messageNode } from './message.js';

const GROUP_SECONDS = 300;
const NEAR_PX = 80;
const HEADROOM_PX = 34;

/** Whether a message stands under its author's last one without a new head. */
function isGrouped(message, before) {
  return (
    Boolean(before) &&
    before.user === message.user &&
    Boolean(before.ephemeral) === Boolean(message.ephemeral) &&
    Number(message.ts) - Number(before.ts) < GROUP_SECONDS &&
    dayKey(before.ts) === dayKey(message.ts) &&
    !message.ephemeral &&
    !isNote(message) &&
    !isNote(before)
  );
}

/** Whether the reader asked for it: their own words, or the app's answer to their command. */
function isAnswer(message) {
  if (message.user === state.me) return true;
  if (!message.bot || state.awaited !== message.channel || isReply(message)) return false;
  state.awaited = null;
  return true;
}

/** A line between messages, with its words. */
export const parting = (cls, words, name = words) =>
  h('li', { class: cls }, h('span', { role: 'separator', 'aria-label': name }, words));

const dayItem = (ts) => ({
  key: `day-${dayKey(ts)}`,
  signature: dayName(ts),
  build: () => parting('day', dayName(ts)),
});
const newItem = { key: 'new', signature: 'new', build: () => parting('new-mark', 'New', 'New messages') };

function messageItem(message, grouped, inThread) {
  const doing = inThread ? '' : (state.working.get(threadKey(message.channel, message.ts)) ?? '');
  const who = member(message.user);
  return {
    key: message.ts,
    signature: JSON.stringify([message, grouped, doing, who.real_name, state.me]),
    build: () => messageNode(message, { grouped, inThread }),
  };
}

/**
 * The items of a list: messages with what stands between them.
 * @param {import('../state.js').Message[]} messages
 * @param {{inThread?: boolean, days?: boolean, newFrom?: string|null, extra?: (i: number) => object|null}} options
 */
function itemsOf(messages, { inThread = false, days = true, newFrom = null, extra = () => null }) {
  const items = [];
  messages.forEach((message, i) => {
    const before = messages[i - 1];
    const newDay = days && (!before || dayKey(before.ts) !== dayKey(message.ts));
    const between = [
      newDay ? dayItem(message.ts) : null,
      message.ts === newFrom ? newItem : null,
      extra(i),
    ].filter(Boolean);
    items.push(
      ...between,
      messageItem(message, isGrouped(message, between.length ? null : before), inThread),
    );
  });
  return items;
}

/**
 * A scrolling list. It follows what comes while its end is in view, or while the last message,
 * too tall for the window, stands with its first line at the top; else it stays where it is.
 */
export class MessageList {
  /** @param {HTMLElement} [top] what stands before the first message */
  constructor(top = null) {
    this.list = h('ol', { class: 'messages', role: 'list', data: { pictures: '' } });
    this.pill = h(
      'button',
      { type: 'button', class: 'to-end', hidden: true, on: { click: () => this.toEnd() } },
      icon('down', 16),
      h('span', {}, 'Latest messages'),
    );
    this.scroller = h(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Messages' },
      top,
      this.list,
    );
    this.node = h('div', { class: 'scroll-frame' }, this.scroller, this.pill);
    this.follows = true;
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    const watch = new ResizeObserver(() => this.settle());
    watch.observe(this.list);
    watch.observe(this.scroller);
  }

  /** Draws the messages; `place` names the conversation, a new one starts at its end. */
  draw(messages, place, options = {}) {
    const last = messages.at(-1);
    if (this.place !== place) {
      Object.assign(this, { place, follows: true, last: last?.ts });
      this.list.replaceChildren();
      this.scroller.scrollTop = 0;
    } else if (last && last.ts !== this.last) {
      this.follows = this.endInView() || isAnswer(last);
      if (!this.follows && last.ts > (this.last ?? ''))
        this.pill.querySelector('span').textContent = 'New messages';
      this.last = last.ts;
    }
    reconcile(this.list, itemsOf(messages, options));
    this.settle();
  }

  /** Goes to one message and lights it up. */
  reveal(ts) {
    const node = [...this.list.children].find((one) => one.dataset.ts === ts);
    if (!node) return false;
    this.follows = false;
    node.scrollIntoView({ block: 'center' });
    node.tabIndex = -1;
    node.focus({ preventScroll: true });
    node.classList.add('found');
    node.addEventListener('animationend', () => node.classList.remove('found'), { once: true });
    return true;
  }

  toEnd() {
    this.follows = true;
    this.settle();
  }

  endInView() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  /** Where following leads: the end, or the first line of a last message that is taller than the window. */
  goal() {
    const { scrollHeight, clientHeight } = this.scroller;
    const top = this.list.lastElementChild ? this.list.lastElementChild.offsetTop - HEADROOM_PX : 0;
    return Math.max(0, Math.min(scrollHeight - clientHeight, top));
  }

  settle() {
    if (this.follows && this.scroller.scrollTop < this.goal()) this.scroller.scrollTop = this.goal();
    this.scrolled();
  }

  scrolled() {
    const { scrollTop, clientHeight } = this.scroller;
    const last = this.list.lastElementChild;
    this.follows = this.endInView() || Math.abs(scrollTop - this.goal()) < NEAR_PX / 2;
    this.pill.hidden = !last || last.offsetTop < scrollTop + clientHeight - HEADROOM_PX;
    if (this.pill.hidden) this.pill.querySelector('span').textContent = 'Latest messages';
  }
}
