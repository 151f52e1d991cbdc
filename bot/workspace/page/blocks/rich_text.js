/** Slack's structured text: sections, lists, quotes and code with styled pieces. */
import { h } from '../dom.js';
import { emojiOf } from '../text/emoji.js';
import { broadcastNode, channelNode, dateNode, linkNode, memberNode } from '../text/references.js';

const WRAP = [
  ['code', 'code'],
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['underline', 'u'],
  ['highlight', 'mark'],
];

/** A piece of text inside the marks of its style. */
function styled(node, style = {}) {
  return WRAP.reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}

const PIECES = {
  text: (piece) => styled(piece.text, piece.style),
  link: (piece) => styled(linkNode(piece.url, piece.text || piece.url), piece.style),
  user: (piece) => styled(memberNode(piece.user_id), piece.style),
  channel: (piece) => styled(channelNode(piece.channel_id), piece.style),
  usergroup: () => h('span', { class: 'mention' }, '@group'),
  broadcast: (piece) => broadcastNode(piece.range),
  emoji: (piece) => emojiOf(piece),
  date: (piece) => dateNode(piece.timestamp, piece.format ?? '{date}', piece.url, piece.fallback),
  color: (piece) => h('code', {}, piece.value),
};

/** The pieces of one rich text section. */
export const pieces = (elements) =>
  (elements ?? []).map((piece) => PIECES[piece.type]?.(piece) ?? piece.text ?? '');

const PARTS = {
  rich_text_section: (part) => h('p', {}, pieces(part.elements)),
  rich_text_quote: (part) => h('blockquote', {}, pieces(part.elements)),
  rich_text_preformatted: (part) => h('pre', { tabindex: '0' }, pieces(part.elements)),
  rich_text_list: (part) =>
    h(
      part.style === 'ordered' ? 'ol' : 'ul',
      { class: `indent-${Math.min(part.indent ?? 0, 4)}`, start: part.offset ? part.offset + 1 : null },
      part.elements.map((item) => h('li', {}, pieces(item.elements))),
    ),
};

/** The nodes of a rich_text block or of a table cell. */
export const parts = (block) => (block.elements ?? []).map((part) => PARTS[part.type]?.(part) ?? null);

/** @param {object} block */
export const richText = (block) => h('div', { class: 'text' }, parts(block));
