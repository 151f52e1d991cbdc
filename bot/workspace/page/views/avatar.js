/** A member's picture: their initials on their colour; the app has a sign of its own. */
import { h, s } from '../dom.js';

const TONES = 8;

function initials(name) {
  const parts = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  return (parts.length > 1 ? parts[0][0] + parts.at(-1)[0] : (parts[0] ?? '?').slice(0, 2)).toUpperCase();
}

/** One of the page's own avatar colours, always the same for a member. */
function toneOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % TONES;
}

const sign = () =>
  s(
    'svg',
    { viewBox: '0 0 32 32', 'aria-hidden': 'true' },
    [
      [11, 12, 4.6, 'a'],
      [21.5, 10.5, 3, 'b'],
      [19.5, 21.5, 5, 'c'],
      [9.5, 22, 2.3, 'b'],
    ].map(([cx, cy, r, cls]) => s('circle', { cx, cy, r, class: `sign-${cls}` })),
  );

/**
 * The avatar of a member; it says nothing to screen readers, the name stands beside it.
 * @param {'small'|'medium'|'large'} size
 */
export function avatar(member, size = 'medium') {
  const node = h(
    'span',
    {
      class: `avatar avatar-${size} ${member.is_bot ? 'avatar-app' : `avatar-tone-${toneOf(member.id)}`}`,
      'aria-hidden': 'true',
    },
    member.is_bot ? sign() : initials(member.real_name || member.name),
  );
  if (!member.is_bot && /^#?[0-9a-f]{6}$/i.test(member.color ?? ''))
    node.style.setProperty('--tone', member.color.startsWith('#') ? member.color : `#${member.color}`);
  return node;
}

/** A dot: full when someone is there, hollow when not. */
export function presence(active) {
  return h(
    'span',
    { class: active ? 'presence active' : 'presence' },
    h('span', { class: 'unseen' }, active ? 'active' : 'away'),
  );
}
