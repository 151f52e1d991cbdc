/** Common Markdown -> nodes, for the `markdown` block: headings, lists, tables, code, quotes. */
import { h } from '../dom.js';
import { between, splitByMarks } from './inline.js';
import { linkNode, referenceNode } from './references.js';

const MARKS = [
  { open: /\\([\\`*_{}[\]()#+\-.!~|>])/y, make: (m) => m[1] },
  { open: /``([^\n]+?)``|`([^`\n]+)`/y, make: (m) => h('code', {}, m[1] ?? m[2]) },
  {
    open: /!?\[([^\]\n]*)\]\(((?:[^\s()]|\([^\s()]*\))+)(?:\s+"[^"]*")?\)/y,
    make: (m) => linkNode(m[2], inline(m[1] || m[2])),
  },
  { open: /<([@#!][^<>\n]+|https?:[^<>\n]+)>/y, make: (m) => referenceNode(m[1]) },
  { open: between('\\*\\*'), boundary: true, make: (m) => h('strong', {}, inline(m[1])) },
  { open: between('__'), boundary: true, make: (m) => h('strong', {}, inline(m[1])) },
  { open: between('\\*'), boundary: true, make: (m) => h('em', {}, inline(m[1])) },
  { open: between('_'), boundary: true, make: (m) => h('em', {}, inline(m[1])) },
  { open: between('~~'), boundary: true, make: (m) => h('s', {}, inline(m[1])) },
  { open: /https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]]/y, boundary: true, make: (m) => linkNode(m[0], m[0]) },
];

/** Nodes for one line of Markdown. */
export function inline(text) {
  return splitByMarks(text, MARKS, (run) => run);
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * Nodes for a whole text.
 * @param {string} text
 * @returns {Node[]}
 */
export function render(text) {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const out = [];
  for (let at = 0; at < lines.length;) {
    const [node, used] = blockAt(lines, at);
    if (node) out.push(node);
    at += used;
  }
  return out;
}

/** The block that begins at a line, and how many lines it takes. */
function blockAt(lines, at) {
  const line = lines[at];
  if (!line.trim()) return [null, 1];
  if (FENCE.test(line)) return fenced(lines, at);
  const heading = HEADING.exec(line);
  if (heading)
    return [
      h(`h${Math.min(heading[1].length + 2, 6)}`, { class: `md-h${heading[1].length}` }, inline(heading[2])),
      1,
    ];
  if (RULE.test(line)) return [h('hr'), 1];
  if (QUOTE.test(line)) return quoted(lines, at);
  if (ITEM.test(line)) return listed(lines, at);
  if (line.includes('|') && TABLE_RULE.test(lines[at + 1] ?? '')) return tabled(lines, at);
  return paragraph(lines, at);
}

const countWhile = (lines, at, test) => {
  let n = 0;
  while (at + n < lines.length && test(lines[at + n], n)) n += 1;
  return n;
};

function fenced(lines, at) {
  const mark = FENCE.exec(lines[at])[1];
  const inside = countWhile(lines, at + 1, (line) => !line.trim().startsWith(mark));
  return [h('pre', { tabindex: '0' }, lines.slice(at + 1, at + 1 + inside).join('\n')), inside + 2];
}

function quoted(lines, at) {
  const n = countWhile(lines, at, (line) => QUOTE.test(line));
  return [
    h(
      'blockquote',
      {},
      render(
        lines
          .slice(at, at + n)
          .map((line) => line.replace(QUOTE, ''))
          .join('\n'),
      ),
    ),
    n,
  ];
}

function paragraph(lines, at) {
  const n = countWhile(
    lines,
    at,
    (line, i) => line.trim() && (i === 0 || ![FENCE, HEADING, RULE, QUOTE, ITEM].some((r) => r.test(line))),
  );
  return [h('p', {}, inline(lines.slice(at, at + n).join('\n'))), n];
}

/** A list with the lists inside it, which are indented deeper than its own marks. */
function listed(lines, at) {
  const indent = ITEM.exec(lines[at])[1].length;
  const n = countWhile(lines, at, (line) =>
    ITEM.test(line) ? ITEM.exec(line)[1].length >= indent : /^\s+\S/.test(line),
  );
  const first = ITEM.exec(lines[at])[2];
  const list = /\d/.test(first) ? h('ol', { start: Number.parseInt(first, 10) }) : h('ul');
  let i = at;
  while (i < at + n) {
    const own = ITEM.exec(lines[i]);
    const deeper = countWhile(
      lines.slice(0, at + n),
      i + 1,
      (line) => !ITEM.test(line) || ITEM.exec(line)[1].length > indent,
    );
    const rest = lines.slice(i + 1, i + 1 + deeper).map((line) => (ITEM.test(line) ? line : line.trim()));
    list.append(h('li', {}, task(own[3]), rest.length ? render(rest.join('\n')) : null));
    i += 1 + deeper;
  }
  return [list, n];
}

function task(text) {
  const box = /^\[([ xX])\]\s+(.*)$/.exec(text);
  return box
    ? [h('span', { 'aria-hidden': 'true' }, box[1] === ' ' ? '☐ ' : '☑ '), inline(box[2])]
    : inline(text);
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
const alignOf = (rule) => (/^:-+:$/.test(rule) ? 'center' : /-:$/.test(rule) ? 'right' : 'left');

function tabled(lines, at) {
  const aligns = cells(lines[at + 1]).map(alignOf);
  const n = countWhile(lines, at + 2, (line) => line.includes('|'));
  const row = (line, tag) =>
    h(
      'tr',
      {},
      cells(line).map((cell, i) => h(tag, { class: `align-${aligns[i] ?? 'left'}` }, inline(cell))),
    );
  const body = lines.slice(at + 2, at + 2 + n).map((line) => row(line, 'td'));
  const table = h('table', { class: 'grid' }, h('thead', {}, row(lines[at], 'th')), h('tbody', {}, body));
  return [
    h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table' }, table),
    n + 2,
  ];
}
