/** The menu behind three dots. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { words } from '../text/mrkdwn.js';
import { confirmed } from '../views/confirm.js';
import { openMenu } from '../views/menu.js';
import { focusName, waiting } from './context.js';

/** A menu of deeds; a deed with an address opens it as well. */
export function overflow(element, at) {
  const node = h(
    'button',
    {
      type: 'button',
      class: 'icon-button overflow',
      'aria-label': 'More',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      data: { focus: focusName(at) },
    },
    icon('more'),
  );
  const items = element.options.map((option) => ({
    label: words(option.text),
    detail: words(option.description),
    value: option.value,
    option,
  }));
  const pick = async ({ option }) => {
    if (element.confirm && !(await confirmed(element.confirm))) return;
    if (/^https?:/i.test(option.url ?? '')) window.open(option.url, '_blank', 'noopener,noreferrer');
    await waiting(node, () =>
      at.surface.act(at.blockId, at.actionId, { type: element.type, selected_option: option }),
    );
  };
  node.addEventListener('click', () => openMenu(node, { label: 'More', items, onPick: pick }));
  return node;
}
