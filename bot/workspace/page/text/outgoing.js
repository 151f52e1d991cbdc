/** What a person typed -> what the server is sent: @names and #channels as references. */
import { state } from '../state.js';

const forPattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Every name that may stand after @ or #, the longest first so that no name hides in another. */
function references() {
  const people = [...state.members.values()].flatMap((m) =>
    [m.name, m.real_name].filter(Boolean).map((name) => [`@${name}`, `<@${m.id}>`]),
  );
  const places = [...state.channels.values()]
    .filter((c) => c.kind !== 'im')
    .map((c) => [`#${c.name}`, `<#${c.id}|${c.name}>`]);
  return [...people, ...places, ['@here', '<!here>'], ['@channel', '<!channel>']].sort(
    (a, b) => b[0].length - a[0].length,
  );
}

/**
 * The text with its references; the server escapes the rest.
 * @param {string} text
 */
export function outgoing(text) {
  const known = references();
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(${known.map(([name]) => forPattern(name)).join('|')})(?![\\p{L}\\p{N}_-])`,
    'giu',
  );
  const byName = new Map(known.map(([name, reference]) => [name.toLowerCase(), reference]));
  return text.trim().replace(pattern, (name) => byName.get(name.toLowerCase()) ?? name);
}
