/** A table as it is: the first row is the header, columns have an alignment and may wrap. */
import { h } from '../dom.js';
import { cellNodes, isNumeric } from './cell.js';

const SHORT = 12;

/** @param {object} block */
export function table(block) {
  const { rows, column_settings: settings = [] } = block;
  const classes = (rows[0] ?? []).map((_, i) => columnClass(settings[i], isNumeric(rows, i)));
  const line = (row, tag) =>
    h(
      'tr',
      {},
      row.map((cell, i) =>
        h(
          tag,
          {
            class: `${classes[i]} ${isShort(cell) ? 'short' : ''}`.trim(),
            scope: tag === 'th' ? 'col' : null,
          },
          cellNodes(cell),
        ),
      ),
    );
  return h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table' },
    h(
      'table',
      { class: 'grid' },
      h('thead', {}, line(rows[0] ?? [], 'th')),
      h(
        'tbody',
        {},
        rows.slice(1).map((row) => line(row, 'td')),
      ),
    ),
  );
}

/** A few signs stay on one line, however narrow the table. */
const isShort = (cell) => (cell?.text ?? '').length <= SHORT && cell?.type !== 'rich_text';

function columnClass(setting, numeric) {
  const align = setting?.align ?? (numeric ? 'right' : 'left');
  return `align-${align} ${setting?.is_wrapped ? 'wrapped' : ''}`.trim();
}
