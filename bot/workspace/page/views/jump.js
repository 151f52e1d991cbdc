/** "Jump to…": any channel or person by a few letters. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { goToChannel, goToMember } from '../session.js';
import { joined, state } from '../state.js';
import { avatar } from './avatar.js';
import { closeDrawer } from './drawer.js';
import { openMenu } from './menu.js';

/** The button that opens the list of places. */
export function jumpButton() {
  const node = h(
    'button',
    {
      type: 'button',
      class: 'jump',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      data: { focus: 'jump' },
      on: { click: () => openJump(node) },
    },
    icon('search', 16),
    h('span', {}, 'Jump to…'),
    h('kbd', {}, 'Ctrl K'),
  );
  return node;
}

/** Ctrl+K or Cmd+K presses the button from anywhere. */
export function watchJumpKey(root) {
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    root.querySelector('.jump')?.click();
  });
}

function openJump(anchor) {
  const channels = joined().map((c) => ({
    label: c.name,
    icon: c.kind === 'private' ? 'lock' : 'hash',
    go: () => goToChannel(c.id),
  }));
  const people = [...state.members.values()]
    .filter((m) => m.id !== state.me)
    .map((m) => ({
      label: m.real_name || m.name,
      detail: m.title,
      lead: avatar(m, 'small'),
      go: () => goToMember(m.id),
    }));
  openMenu(anchor, {
    label: 'Jump to',
    role: 'listbox',
    search: true,
    items: [...channels, ...people],
    onPick: (item) => {
      closeDrawer();
      item.go();
    },
  });
}
