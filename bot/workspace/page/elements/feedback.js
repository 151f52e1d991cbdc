/** The small buttons under an answer: thumbs up and down, and icons. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { words } from '../text/mrkdwn.js';
import { confirmed } from '../views/confirm.js';
import { changed, focusName, waiting } from './context.js';

/** Two thumbs, of which one can be pressed. */
export function feedbackButtons(element, at) {
  const node = h('div', { class: 'feedback', role: 'group', 'aria-label': 'Was this helpful?' });
  const before = at.surface.value(at.blockId, at.actionId)?.value;
  for (const [part, sign] of [
    ['positive_button', '👍'],
    ['negative_button', '👎'],
  ]) {
    const { text, value, accessibility_label: label } = element[part];
    const thumb = h(
      'button',
      {
        type: 'button',
        class: 'thumb',
        'aria-label': label ?? words(text),
        title: words(text),
        'aria-pressed': String(before === value),
        data: { focus: `${focusName(at)}/${value}` },
      },
      sign,
    );
    thumb.addEventListener('click', async () => {
      for (const other of node.children) other.setAttribute('aria-pressed', String(other === thumb));
      await changed({ ...at, live: true }, { type: element.type, value, text }, thumb);
    });
    node.append(thumb);
  }
  return node;
}

const ICONS = { trash: 'trash' };

/** A button that shows an icon. */
export function iconButton(element, at) {
  const name = element.accessibility_label ?? words(element.text);
  const node = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': name, title: name, data: { focus: focusName(at) } },
    ICONS[element.icon] ? icon(ICONS[element.icon]) : words(element.text),
  );
  node.addEventListener('click', async () => {
    if (element.confirm && !(await confirmed(element.confirm))) return;
    await waiting(node, () =>
      at.surface.act(at.blockId, at.actionId, { type: element.type, value: element.value }),
    );
  });
  return node;
}
