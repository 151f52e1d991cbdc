/** Files under a message: pictures that open large, cards with the first lines of a table. */
import { api } from '../api.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { attempt } from '../session.js';
import { size } from '../text/numbers.js';
import { confirmed } from './confirm.js';
import { openLightbox } from './lightbox.js';

const SHOWN_ROWS = 5;
const SHOWN_COLUMNS = 6;
const DELIMITERS = [',', ';', '\t', '|'];

/** The nodes of a message's files. */
export function fileNodes(message, mine) {
  return h(
    'div',
    { class: 'files' },
    (message.files ?? []).map((file) => {
      if (file.mode === 'tombstone' || file.deleted)
        return h('p', { class: 'file-gone' }, icon('file'), 'This file was deleted.');
      return file.mimetype?.startsWith('image/') ? pictureFile(file) : cardFile(file, mine);
    }),
  );
}

const nameOf = (file) => file.title || file.name;
const withDownload = (url) => `${url}${url.includes('?') ? '&' : '?'}download=1`;

function pictureFile(file) {
  const open = h(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': `Open large: ${nameOf(file)}`,
      data: { src: file.url, title: nameOf(file), alt: file.alt ?? '' },
      on: { click: () => openLightbox(open) },
    },
    h('img', {
      src: file.url,
      alt: file.alt || nameOf(file),
      width: file.width,
      height: file.height,
      decoding: 'async',
    }),
  );
  return h('figure', { class: 'file-picture' }, h('figcaption', {}, nameOf(file)), open);
}

function cardFile(file, mine) {
  const rows = file.preview ? firstRows(file.preview) : [];
  const isTable = rows.length > 1 && rows[0].length > 1;
  return h(
    'article',
    { class: 'file-card', 'aria-label': `File ${file.name}` },
    h(
      'header',
      {},
      h('span', { class: `file-sign ${isTable ? 'sheet' : ''}` }, icon(isTable ? 'table' : 'file', 20)),
      h(
        'span',
        { class: 'file-about' },
        h('strong', {}, nameOf(file)),
        h('small', {}, [kind(file), size(file.size)].filter(Boolean).join(' · ')),
      ),
      h(
        'span',
        { class: 'file-tools' },
        h(
          'a',
          {
            class: 'icon-button',
            href: withDownload(file.url),
            download: file.name,
            'aria-label': `Download ${file.name}`,
            title: 'Download',
          },
          icon('download'),
        ),
        mine
          ? h(
              'button',
              {
                type: 'button',
                class: 'icon-button',
                'aria-label': `Delete ${file.name}`,
                title: 'Delete file',
                on: { click: () => remove(file) },
              },
              icon('trash'),
            )
          : null,
      ),
    ),
    isTable ? preview(rows) : textPreview(file),
  );
}

const kind = (file) => (file.filetype || file.name.split('.').pop() || '').toUpperCase();
const textPreview = (file) => (file.preview ? h('pre', { class: 'file-text' }, file.preview) : null);

function preview(rows) {
  const more = rows[0].length > SHOWN_COLUMNS;
  const line = (row, tag) =>
    h(
      'tr',
      {},
      row.slice(0, SHOWN_COLUMNS).map((cell) => h(tag, {}, cell)),
      more ? h(tag, { class: 'rest' }, '…') : null,
    );
  return h(
    'div',
    { class: 'file-preview' },
    h(
      'table',
      {},
      h('thead', {}, line(rows[0], 'th')),
      h(
        'tbody',
        {},
        rows.slice(1, SHOWN_ROWS + 1).map((row) => line(row, 'td')),
      ),
    ),
  );
}

/** The first lines of a text table; the last may be cut off and is left away when there are more. */
function firstRows(text) {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim());
  if (!lines.length) return [];
  const delimiter = DELIMITERS.reduce((best, sign) =>
    lines[0].split(sign).length > lines[0].split(best).length ? sign : best,
  );
  return lines.slice(0, SHOWN_ROWS + 1).map((line) => cellsOf(line, delimiter));
}

/** The cells of one line, with quotes as CSV has them. */
function cellsOf(line, delimiter) {
  const cells = [''];
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    if (line[i] === '"' && quoted && line[i + 1] === '"') {
      cells[cells.length - 1] += '"';
      i += 1;
    } else if (line[i] === '"') quoted = !quoted;
    else if (line[i] === delimiter && !quoted) cells.push('');
    else cells[cells.length - 1] += line[i];
  }
  return cells;
}

async function remove(file) {
  const sure = await confirmed({
    title: 'Delete this file?',
    text: `${file.name} will be gone for everyone.`,
    confirm: 'Delete',
    style: 'danger',
  });
  if (sure) await attempt(() => api.deleteFile(file.id));
}
