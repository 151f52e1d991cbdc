/** A table that can be sorted, searched and paged. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { count } from '../text/numbers.js';
import { cellNodes, cellValue, isNumeric } from './cell.js';

const SEARCH_FROM_ROWS = 8;

/** @param {object} block */
export function dataTable(block) {
  return new DataTable(block).node;
}

/** A data_table with what the person did to it: the order, the words looked for, the page. */
class DataTable {
  constructor(block) {
    this.block = block;
    [this.head, ...this.rows] = block.rows.map((cells) => ({
      cells,
      words: cells.map((cell) =>
        cellNodes(cell)
          .map((n) => n.textContent ?? n)
          .join(''),
      ),
    }));
    this.perPage = block.page_size ?? 5;
    Object.assign(this, { page: 0, sortBy: null, down: false, query: '' });
    this.body = h('tbody');
    this.foot = h('div', { class: 'data-table-foot' });
    this.heads = this.head.words.map((word, i) => this.headCell(word, i));
    this.node = h(
      'div',
      { class: 'data-table' },
      this.searchBox(),
      h(
        'div',
        { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': block.caption },
        h(
          'table',
          { class: 'grid' },
          h('caption', {}, block.caption),
          h('thead', {}, h('tr', {}, this.heads)),
          this.body,
        ),
      ),
      this.foot,
    );
    this.draw();
  }

  align(column) {
    return isNumeric(this.block.rows, column) ? 'align-right' : 'align-left';
  }

  headCell(word, i) {
    const sort = h(
      'button',
      { type: 'button', class: 'sort', on: { click: () => this.sort(i) } },
      word,
      icon('down', 12),
    );
    return h('th', { scope: 'col', class: this.align(i), 'aria-sort': 'none' }, sort);
  }

  searchBox() {
    if (this.rows.length < SEARCH_FROM_ROWS) return null;
    const box = h('input', {
      type: 'search',
      class: 'field',
      placeholder: 'Find in this table',
      'aria-label': `Find in ${this.block.caption}`,
    });
    box.addEventListener('input', () => {
      this.query = box.value.trim().toLowerCase();
      this.page = 0;
      this.draw();
    });
    return box;
  }

  sort(column) {
    this.down = this.sortBy === column ? !this.down : false;
    Object.assign(this, { sortBy: column, page: 0 });
    this.heads.forEach((head, i) =>
      head.setAttribute('aria-sort', i === column ? (this.down ? 'descending' : 'ascending') : 'none'),
    );
    this.draw();
  }

  shown() {
    const found = this.rows.filter(
      (row) => !this.query || row.words.some((word) => word.toLowerCase().includes(this.query)),
    );
    if (this.sortBy === null) return found;
    const value = (row) => cellValue(row.cells[this.sortBy], row.words[this.sortBy]);
    const sign = this.down ? -1 : 1;
    return [...found].sort((a, b) => sign * compare(value(a), value(b)));
  }

  draw() {
    const rows = this.shown();
    const start = this.page * this.perPage;
    const heading = this.block.row_header_column_index ?? 0;
    fill(
      this.body,
      rows.slice(start, start + this.perPage).map((row) =>
        h(
          'tr',
          {},
          row.cells.map((cell, i) =>
            h(
              i === heading ? 'th' : 'td',
              { class: this.align(i), scope: i === heading ? 'row' : null },
              cellNodes(cell),
            ),
          ),
        ),
      ),
    );
    this.drawFoot(rows.length, start);
  }

  drawFoot(total, start) {
    const end = Math.min(start + this.perPage, total);
    const step = (by, name, sign, off) =>
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': name,
          disabled: off,
          on: {
            click: () => {
              this.page += by;
              this.draw();
            },
          },
        },
        icon(sign, 16),
      );
    fill(
      this.foot,
      h('span', {}, total ? `${start + 1}–${end} of ${count(total, 'row')}` : 'No rows match'),
      total > this.perPage
        ? [step(-1, 'Previous rows', 'left', start === 0), step(1, 'Next rows', 'right', end >= total)]
        : null,
    );
  }
}

function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
