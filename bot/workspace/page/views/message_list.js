/** A list of messages: grouped by author, parted by days, kept at its place while things change. */
import { h, reconcile } from '../dom.js';
import { icon } from '../icons.js';
import { member, state, threadKey } from '../state.js';
import { dayKey, dayName } from '../text/dates.js';
import { messageNode } from './message.js';

const GROUP_SECONDS = 300;
const NEAR_BOTTOM_PX = 80;

/** Whether a message stands under its author's last one without a new head. */
function isGrouped(message, before) {
  return Boolean(before) && before.user === message.user && Boolean(before.ephemeral) === Boolean(message.ephemeral)
    && Number(message.ts) - Number(before.ts) < GROUP_SECONDS && dayKey(before.ts) === dayKey(message.ts) && !message.ephemeral;
}

const dayItem = (ts) => ({
  key: `day-${dayKey(ts)}`, signature: dayName(ts),
  build: () => h('li', { class: 'day', role: 'separator', 'aria-label': dayName(ts) }, h('span', {}, dayName(ts))),
});
const newItem = { key: 'new', signature: 'new', build: () => h('li', { class: 'new-mark', role: 'separator', 'aria-label': 'New messages' }, h('span', {}, 'New')) };

function messageItem(message, grouped, inThread) {
  const doing = inThread ? '' : state.working.get(threadKey(message.channel, message.ts)) ?? '';
  const who = member(message.user);
  return {
    key: message.ts, signature: JSON.stringify([message, grouped, doing, who.real_name, state.me]),
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
    const between = [newDay ? dayItem(message.ts) : null, message.ts === newFrom ? newItem : null, extra(i)].filter(Boolean);
    items.push(...between, messageItem(message, isGrouped(message, between.length ? null : before), inThread));
  });
  return items;
}

/** A scrolling list that stays at the end when it was at the end, and offers the way there else. */
export class MessageList {
  /** @param {string} label for screen readers @param {HTMLElement} [top] what stands before the first message */
  constructor(top = null) {
    this.list = h('ol', { class: 'messages', role: 'list', data: { pictures: '' } });
    this.pill = h('button', { type: 'button', class: 'to-end', hidden: true, on: { click: () => this.toEnd() } }, icon('down', 16), h('span', {}, 'Latest messages'));
    this.scroller = h('div', { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': 'Messages' }, top, this.list);
    this.node = h('div', { class: 'scroll-frame' }, this.scroller, this.pill);
    this.atEnd = true;
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.settle()).observe(this.list);
    new ResizeObserver(() => this.settle()).observe(this.scroller);
  }

  /** Draws the messages; `place` names the conversation, a new one starts at its end. */
  draw(messages, place, options = {}) {
    const isNew = this.place !== place;
    if (isNew) {
      this.place = place;
      this.list.replaceChildren();
      this.atEnd = true;
    }
    const last = messages.at(-1)?.ts;
    if (!isNew && !this.atEnd && last > (this.last ?? '')) this.pill.querySelector('span').textContent = 'New messages';
    this.last = last;
    reconcile(this.list, itemsOf(messages, options));
    this.settle();
  }

  /** Shows one message and lights it up. */
  reveal(ts) {
    const node = [...this.list.children].find((one) => one.dataset.ts === ts);
    if (!node) return false;
    this.atEnd = false;
    node.scrollIntoView({ block: 'center' });
    node.classList.add('found');
    node.addEventListener('animationend', () => node.classList.remove('found'), { once: true });
    return true;
  }

  toEnd() {
    this.atEnd = true;
    this.settle();
  }

  settle() {
    if (this.atEnd) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.scrolled();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    this.pill.hidden = this.atEnd;
    if (this.atEnd) this.pill.querySelector('span').textContent = 'Latest messages';
  }
}
