/** Who is acting, and the switch to act as someone else. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { actAs } from '../session.js';
import { me, state } from '../state.js';
import { avatar } from './avatar.js';
import { closeDrawer } from './drawer.js';
import { openMenu } from './menu.js';

/** The button with the acting member. */
export function actorButton() {
  const member = me();
  if (!member) return null;
  const open = h(
    'button',
    {
      type: 'button',
      class: 'actor',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-label': `Acting as ${member.real_name}. Switch member`,
      data: { focus: 'actor' },
      on: { click: () => openMembers(open) },
    },
    avatar(member, 'medium'),
    h('span', { class: 'actor-name' }, h('small', {}, 'Acting as'), h('strong', {}, member.real_name)),
    icon('swap'),
  );
  return open;
}

function openMembers(anchor) {
  const people = [...state.members.values()].filter((m) => !m.is_bot);
  openMenu(anchor, {
    label: 'Act as another member',
    role: 'listbox',
    search: false,
    selected: [state.me],
    items: people.map((m) => ({
      label: m.real_name,
      detail: m.title,
      value: m.id,
      lead: avatar(m, 'small'),
    })),
    onPick: (item) => {
      closeDrawer();
      if (item.value !== state.me) actAs(item.value);
    },
  });
}
