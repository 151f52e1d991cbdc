/** What stands in angle brackets: links, members, channels, dates. Becomes nodes, never HTML. */
import { h } from '../dom.js';
import { state } from '../state.js';
import { fromTokens } from './dates.js';

const SAFE = /^(https?:|mailto:|tel:|\/client\/files\/|#\/)/i;

/** `&lt;` and its two sisters, as Slack escapes them. */
export const unescapeText = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A link that opens beside the chat; text only where the address is not one that a page may open. */
export function linkNode(href, ...label) {
  const address = href.trim();
  if (!SAFE.test(address)) return h('span', {}, ...label);
  const inside = address.startsWith('#/');
  return h(
    'a',
    { href: address, target: inside ? null : '_blank', rel: inside ? null : 'noopener noreferrer' },
    ...label,
  );
}

/** @name of a member, set apart when it is the acting member. */
export function memberNode(id, fallback = '') {
  const known = state.members.get(id);
  const name = known?.real_name || known?.name || fallback || 'someone';
  return h(
    'span',
    { class: id === state.me ? 'mention mention-me' : 'mention', title: known?.title || null },
    `@${name}`,
  );
}

/** #name of a channel, which goes there. */
export function channelNode(id, fallback = '') {
  const known = state.channels.get(id);
  const name = known?.name || fallback || 'private channel';
  return known
    ? h('a', { class: 'mention', href: `#/${id}` }, `#${name}`)
    : h('span', { class: 'mention' }, `#${name}`);
}

/** A moment in the reader's own time. */
export function dateNode(seconds, pattern, link, fallback) {
  const text = fromTokens(seconds, pattern) ?? fallback ?? pattern;
  const node = h(
    'time',
    { datetime: Number.isFinite(Number(seconds)) ? new Date(seconds * 1000).toISOString() : null },
    text,
  );
  return link ? linkNode(link, node) : node;
}

/** Everyone in the channel or workspace. */
export const broadcastNode = (range) => h('span', { class: 'mention mention-me' }, `@${range}`);

/**
 * The node for what stood between `<` and `>`.
 * @param {string} body
 */
export function referenceNode(body) {
  const [target, ...rest] = body.split('|');
  const label = rest.length ? unescapeText(rest.join('|')) : '';
  if (target.startsWith('@')) return memberNode(target.slice(1), label);
  if (target.startsWith('#')) return channelNode(target.slice(1), label);
  if (target.startsWith('!date^')) {
    const [, seconds, pattern, link] = target.split('^');
    return dateNode(seconds, pattern ?? '', link, label);
  }
  if (target.startsWith('!subteam^')) return h('span', { class: 'mention' }, label || '@group');
  if (target.startsWith('!')) return broadcastNode(target.slice(1));
  const address = unescapeText(target);
  return linkNode(address, label || address.replace(/^mailto:/, ''));
}
