/** The pop-over menu: deeds, or choices out of a list; by pointer or keyboard alone. */
import { fill, freshId, h } from '../dom.js';
import { icon } from '../icons.js';

const SEARCH_FROM_ITEMS = 9;
const GAP_PX = 6;

/**
 * @typedef {{label: string, detail?: string, group?: string, value?: string, icon?: string,
 *   danger?: boolean, disabled?: boolean, lead?: Node}} Item
 */

let current = null;

/**
 * Opens a menu under `anchor` (above it where there is no room). A second press closes it.
 * @param {HTMLElement} anchor
 * @param {{label: string, items: Item[], role?: 'menu'|'listbox', multi?: boolean, most?: number,
 *   selected?: string[], search?: boolean, onPick?: (item: Item) => void, onClose?: (values: string[]) => void}} options
 */
export function openMenu(anchor, options) {
  const again = current?.anchor === anchor;
  current?.close();
  if (!again) current = new Menu(anchor, options);
}

class Menu {
  constructor(anchor, options) {
    Object.assign(
      this,
      { role: 'menu', multi: false, most: Infinity, selected: [], onPick() {}, onClose() {} },
      options,
    );
    this.anchor = anchor;
    this.search = options.search ?? this.items.length >= SEARCH_FROM_ITEMS;
    this.values = new Set(this.selected);
    this.build();
    this.draw('');
    this.show();
  }

  build() {
    const id = freshId('menu');
    this.list = h('div', {
      class: 'menu-list',
      id,
      role: this.role,
      'aria-label': this.label,
      tabindex: this.search ? '-1' : '0',
      'aria-multiselectable': this.multi && this.role === 'listbox' ? 'true' : null,
    });
    this.field = this.search
      ? h('input', {
          type: 'text',
          class: 'menu-search',
          role: 'combobox',
          placeholder: 'Search',
          'aria-label': `Search: ${this.label}`,
          'aria-controls': id,
          'aria-expanded': 'true',
          'aria-autocomplete': 'list',
          autocomplete: 'off',
        })
      : null;
    this.node = h('div', { class: 'menu' }, this.field, this.list);
    this.field?.addEventListener('input', () => this.draw(this.field.value.trim().toLowerCase()));
    this.node.addEventListener('keydown', (event) => this.key(event));
    this.outside = (event) => {
      if (!this.node.contains(event.target) && !this.anchor.contains(event.target)) this.close();
    };
    this.place = () => this.position();
  }

  draw(query) {
    const found = this.items.filter(
      (item) => !query || `${item.label} ${item.detail ?? ''}`.toLowerCase().includes(query),
    );
    this.rows = [];
    let group = null;
    fill(
      this.list,
      found.map((item) => {
        const head =
          item.group && item.group !== group
            ? h('div', { class: 'menu-group', role: 'presentation' }, item.group)
            : null;
        group = item.group;
        return [head, this.row(item)];
      }),
      found.length ? null : h('p', { class: 'menu-none' }, 'Nothing matches'),
    );
    const chosen = this.rows.findIndex((row) => this.values.has(row.item.value));
    this.point(Math.max(chosen, 0));
  }

  row(item) {
    const on = this.values.has(item.value);
    const listbox = this.role === 'listbox';
    const node = h(
      'div',
      {
        id: freshId('item'),
        class: `menu-item ${item.danger ? 'danger' : ''}`,
        role: listbox ? 'option' : 'menuitem',
        'aria-selected': listbox ? String(on) : null,
        'aria-disabled': item.disabled ? 'true' : null,
      },
      item.lead ?? (item.icon ? icon(item.icon) : null),
      h(
        'span',
        { class: 'menu-text' },
        h('span', {}, item.label),
        ' ',
        item.detail ? h('small', {}, item.detail) : null,
      ),
      listbox ? h('span', { class: 'menu-check' }, on ? icon('check', 16) : null) : null,
    );
    const row = { item, node, at: this.rows.length };
    node.addEventListener('pointermove', () => this.point(row.at));
    node.addEventListener('click', () => this.pick(row));
    this.rows.push(row);
    return node;
  }

  point(at) {
    this.rows[this.active]?.node.classList.remove('active');
    this.active = at;
    const row = this.rows[at];
    const holder = this.field ?? this.list;
    if (!row) return holder.removeAttribute('aria-activedescendant');
    row.node.classList.add('active');
    holder.setAttribute('aria-activedescendant', row.node.id);
    return row.node.scrollIntoView({ block: 'nearest' });
  }

  pick(row) {
    if (!row || row.item.disabled) return;
    if (!this.multi) {
      this.close();
      this.onPick(row.item);
      return;
    }
    if (this.values.has(row.item.value)) this.values.delete(row.item.value);
    else if (this.values.size < this.most) this.values.add(row.item.value);
    const at = this.active;
    this.draw(this.field?.value.trim().toLowerCase() ?? '');
    this.point(at);
  }

  key(event) {
    const last = this.rows.length - 1;
    const moves = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      Home: 0,
      End: last,
    };
    if (event.key in moves && !(this.field && ['Home', 'End'].includes(event.key)))
      this.point(moves[event.key]);
    else if (event.key === 'Enter' || (event.key === ' ' && !this.field)) this.pick(this.rows[this.active]);
    else if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (!this.field && event.key.length === 1 && !event.ctrlKey && !event.metaKey)
      return this.typeAhead(event.key);
    else return event.stopPropagation();
    event.preventDefault();
    return event.stopPropagation();
  }

  typeAhead(letter) {
    const order = [...this.rows.slice(this.active + 1), ...this.rows.slice(0, this.active + 1)];
    const row = order.find((one) => one.item.label.toLowerCase().startsWith(letter.toLowerCase()));
    if (row) this.point(row.at);
  }

  show() {
    (this.anchor.closest('dialog') ?? document.body).append(this.node);
    this.anchor.setAttribute('aria-expanded', 'true');
    this.position();
    this.point(this.active);
    (this.field ?? this.list).focus({ preventScroll: true });
    document.addEventListener('pointerdown', this.outside, true);
    window.addEventListener('resize', this.place);
    document.addEventListener('scroll', this.place, true);
  }

  position() {
    const box = this.anchor.getBoundingClientRect();
    if (!this.anchor.isConnected) return;
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const below = window.innerHeight - box.bottom - GAP_PX >= Math.min(height, 240) || box.top < height;
    const left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8));
    const top = below ? box.bottom + GAP_PX : box.top - GAP_PX - height;
    this.node.style.setProperty('left', `${left}px`);
    this.node.style.setProperty('top', `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`);
    this.node.style.setProperty('min-width', `${Math.min(Math.max(box.width, 200), 420)}px`);
  }

  close() {
    if (current === this) current = null;
    const hadFocus = this.node.contains(document.activeElement);
    this.node.remove();
    document.removeEventListener('pointerdown', this.outside, true);
    window.removeEventListener('resize', this.place);
    document.removeEventListener('scroll', this.place, true);
    this.anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus) standIn(this.anchor)?.focus({ preventScroll: true });
    this.onClose([...this.values]);
  }
}

/** The anchor, or what took its place when its message was drawn again. */
function standIn(anchor) {
  if (anchor.isConnected || !anchor.dataset.focus) return anchor;
  return [...document.querySelectorAll('[data-focus]')].find(
    (node) => node.dataset.focus === anchor.dataset.focus,
  );
}
