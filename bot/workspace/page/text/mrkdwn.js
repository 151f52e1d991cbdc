/** Slack's mrkdwn -> nodes. */
import { h } from '../dom.js';
import { emoji } from './emoji.js';
import { between, splitByMarks } from './inline.js';
import { linkNode, referenceNode, unescapeText } from './references.js';

const MARKS = [
  { open: /`([^`\n]+)`/y, make: (m) => h('code', {}, unescapeText(m[1])) },
  { open: /<([^<>\n]+)>/y, make: (m) => referenceNode(m[1]) },
  { open: between('\\*'), boundary: true, make: (m) => h('strong', {}, inline(m[1])) },
  { open: between('_'), boundary: true, make: (m) => h('em', {}, inline(m[1])) },
  { open: between('~'), boundary: true, make: (m) => h('s', {}, inline(m[1])) },
  { open: /:([a-z0-9_+-]+):/y, boundary: true, make: (m) => emoji(m[1]) },
  {
    open: /https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]]/y,
    boundary: true,
    make: (m) => linkNode(unescapeText(m[0]), unescapeText(m[0])),
  },
];

/** Nodes for one line or more without block marks; line ends stay as text and are shown by CSS. */
export function inline(text) {
  return splitByMarks(text, MARKS, unescapeText);
}

const QUOTE = /^(?:>|&gt;)\s?/;
const ITEM = /^(\s*)(?:([•◦▪‣–-])|(\d{1,3})[.)])\s+(?=\S)/;

/** What kind of block a line belongs to. */
function kindOf(line) {
  if (QUOTE.test(line)) return 'quote';
  return ITEM.test(line) ? 'list' : 'text';
}

/** Consecutive lines of the same kind. */
function runsOf(lines) {
  const runs = [];
  for (const line of lines) {
    const kind = kindOf(line);
    if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs;
}

const BUILD = {
  text: (lines) => {
    const text = lines.join('\n').replace(/^\n+|\n+$/g, '');
    return text ? h('p', {}, inline(text)) : null;
  },
  quote: (lines) => h('blockquote', {}, render(lines.map((line) => line.replace(QUOTE, '')).join('\n'))),
  list: (lines) =>
    h(
      'ul',
      { class: 'lines' },
      lines.map((line) => {
        const [mark, space, , number] = ITEM.exec(line);
        return h(
          'li',
          { class: space.length > 1 ? 'deep' : null, data: { mark: number ? `${number}.` : '•' } },
          inline(line.slice(mark.length)),
        );
      }),
    ),
};

/**
 * Nodes for a whole text.
 * @param {string} text
 * @returns {Node[]}
 */
export function render(text) {
  return text.split(/```\n?/).flatMap((part, i, parts) => {
    const closed = i < parts.length - 1 || i % 2 === 0;
    if (i % 2 === 1 && closed) return [h('pre', { tabindex: '0' }, unescapeText(part.replace(/\n$/, '')))];
    const shown = closed ? part : `\`\`\`${part}`;
    return runsOf(shown.split('\n'))
      .map((run) => BUILD[run.kind](run.lines))
      .filter(Boolean);
  });
}

/** The text as a screen reader or a notice says it: without marks. */
export function plain(text) {
  return h('div', {}, inline(text)).textContent;
}

/** A text object of Block Kit (`plain_text` or `mrkdwn`) -> nodes of one line or more. */
export function textNodes(object) {
  if (!object) return [];
  if (typeof object === 'string') return [object];
  return object.type === 'mrkdwn' ? inline(object.text ?? '') : [withEmoji(object.text ?? '')];
}

/** A text object -> nodes with quotes, lists and code blocks. */
export function textBlocks(object) {
  return object.type === 'mrkdwn' ? render(object.text ?? '') : [h('p', {}, withEmoji(object.text ?? ''))];
}

/** A text object -> the words alone, for labels. */
export function words(object) {
  if (!object) return '';
  if (typeof object === 'string') return object;
  return object.type === 'mrkdwn' ? plain(object.text ?? '') : withEmoji(object.text ?? '');
}

const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (code, name) => emoji(name));
