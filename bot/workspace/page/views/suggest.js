/** What one may mean while typing: commands after /, members after @, channels after #. */
import { fill, freshId, h } from '../dom.js';
import { icon } from '../icons.js';
import { state } from '../state.js';
import { count } from '../text/numbers.js';
import { say } from './announcer.js';
import { avatar } from './avatar.js';

const MOST_SHOWN = 8;

/**
 * @typedef {{insert: string, title: string, hint?: string, detail?: string, lead?: Node, from: number, certain: boolean}} Suggestion
 * certain: Enter takes it without being asked for by an arrow key
 */

export class Suggestions {
  constructor(box, target) {
    this.box = box;
    this.target = target;
    this.rows = [];
    const id = freshId('suggest');
    this.list = h('div', { role: 'listbox', id, 'aria-label': 'Suggestions' });
    this.title = h('p', { class: 'suggest-title', 'aria-hidden': 'true' });
    this.node = h('div', { class: 'suggest', hidden: true }, this.title, this.list);
    for (const [name, value] of Object.entries({
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': id,
    }))
      box.setAttribute(name, value);
    box.addEventListener('input', () => this.look());
    box.addEventListener('click', () => this.look());
    box.addEventListener('blur', () => this.close());
  }

  look() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    const found = this.target().thread ? null : commandsFor(this.box.value, before);
    const { title, items } = found ?? peopleFor(before) ?? channelsFor(before) ?? { items: [] };
    this.draw(title, items.slice(0, MOST_SHOWN));
  }

  draw(title, items) {
    this.chosen = false;
    if (this.node.hidden && items.length)
      say(`${count(items.length, 'suggestion')}: arrow keys choose, Tab takes.`);
    this.node.hidden = items.length === 0;
    this.title.textContent = title ?? '';
    this.rows = items.map((item, at) => ({ item, node: this.row(item, at) }));
    fill(
      this.list,
      this.rows.map((row) => row.node),
    );
    this.point(0);
  }

  row(item, at) {
    const node = h(
      'div',
      { class: 'suggest-row', role: 'option', id: freshId('suggestion'), 'aria-selected': 'false' },
      item.lead,
      h(
        'span',
        { class: 'suggest-name' },
        item.title,
        item.hint ? h('span', { class: 'suggest-hint' }, ` ${item.hint}`) : null,
      ),
      ' ',
      item.detail ? h('span', { class: 'suggest-detail' }, item.detail) : null,
    );
    node.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.take(item);
    });
    node.addEventListener('pointermove', () => this.point(at));
    return node;
  }

  point(at) {
    this.at = at;
    this.rows.forEach(({ node }, i) => node.setAttribute('aria-selected', String(i === at)));
    const row = this.rows[at];
    if (!row) return this.box.removeAttribute('aria-activedescendant');
    this.box.setAttribute('aria-activedescendant', row.node.id);
    return row.node.scrollIntoView({ block: 'nearest' });
  }

  /** Takes a key that is meant for the list; true where it was. */
  key(event) {
    if (this.node.hidden) return false;
    const last = this.rows.length - 1;
    const { item } = this.rows[this.at];
    if (event.key === 'ArrowDown') this.move(this.at >= last ? 0 : this.at + 1);
    else if (event.key === 'ArrowUp') this.move(this.at <= 0 ? last : this.at - 1);
    else if (event.key === 'Escape') this.close();
    else if (
      event.key === 'Tab' ||
      (event.key === 'Enter' && !event.shiftKey && (item.certain || this.chosen))
    )
      this.take(item);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  move(at) {
    this.chosen = true;
    this.point(at);
  }

  take(item) {
    this.box.setRangeText(item.insert, item.from, this.box.selectionStart, 'end');
    this.box.focus();
    this.box.dispatchEvent(new Event('input'));
    if (!item.insert.endsWith(' ')) this.close();
  }

  close() {
    this.draw('', []);
  }
}

/** Commands, and after a command what may follow it. */
function commandsFor(whole, before) {
  if (!/^\/[^\n]*$/.test(before) || whole !== before) return null;
  const typed = before.toLowerCase();
  const lead = () => icon('slash');
  const commands = state.commands
    .filter((c) => c.command.startsWith(typed) && c.command !== typed)
    .map((c) => ({
      insert: `${c.command} `,
      title: c.command,
      hint: c.usage_hint,
      detail: c.description,
      lead: lead(),
      from: 0,
      certain: true,
    }));
  const words = typed.trimEnd().split(/\s+/);
  const matches = (text) =>
    words.every((word) =>
      text
        .toLowerCase()
        .split(/\s+/)
        .some((own) => own.startsWith(word)),
    );
  const more = state.suggestions
    .filter((s) => matches(s.text) && s.text.toLowerCase() !== typed)
    .map((s) => ({
      insert: s.text,
      title: s.text,
      detail: s.description,
      lead: lead(),
      from: 0,
      certain: false,
    }));
  return { title: 'Commands', items: [...commands, ...more] };
}

function peopleFor(before) {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!match) return null;
  const typed = match[1].toLowerCase();
  const items = [...state.members.values()]
    .filter(
      (m) =>
        m.name.toLowerCase().startsWith(typed) ||
        (m.real_name ?? '')
          .toLowerCase()
          .split(/\s+/)
          .some((word) => word.startsWith(typed)),
    )
    .map((m) => ({
      insert: `@${m.real_name || m.name} `,
      title: m.real_name || m.name,
      detail: m.is_bot ? 'App' : `@${m.name}`,
      lead: avatar(m, 'small'),
      from: before.length - match[1].length - 1,
      certain: true,
    }));
  return { title: 'People and apps', items };
}

function channelsFor(before) {
  const match = /(?:^|[\s(])#([\p{L}\p{N}_-]*)$/u.exec(before);
  if (!match) return null;
  const items = [...state.channels.values()]
    .filter((c) => c.kind !== 'im' && c.name.startsWith(match[1].toLowerCase()))
    .map((c) => ({
      insert: `#${c.name} `,
      title: c.name,
      lead: icon(c.kind === 'private' ? 'lock' : 'hash'),
      from: before.length - match[1].length - 1,
      certain: true,
    }));
  return { title: 'Channels', items };
}
