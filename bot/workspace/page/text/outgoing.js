/** What a person typed -> what the server is sent: escaped, with @names and #channels as references. */
import { state } from '../state.js';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const forPattern = (text) => escape(text).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Every name that may stand after @ or #, the longest first so that no name hides in another. */
function references() {
  const people = [...state.members.values()].flatMap((m) => [m.name, m.real_name].filter(Boolean).map((name) => [`@${name}`, `<@${m.id}>`]));
  const places = [...state.channels.values()].filter((c) => c.kind !== 'im').map((c) => [`#${c.name}`, `<#${c.id}|${c.name}>`]);
  return [...people, ...places, ['@here', '<!here>'], ['@channel', '<!channel>']].sort((a, b) => b[0].length - a[0].length);
}

/**
 * The text as Slack would carry it.
 * @param {string} text
 */
export function outgoing(text) {
  const known = references();
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${known.map(([name]) => forPattern(name)).join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
  const byName = new Map(known.map(([name, reference]) => [escape(name).toLowerCase(), reference]));
  return escape(text.trim()).replace(pattern, (name) => byName.get(name.toLowerCase()) ?? name);
}
