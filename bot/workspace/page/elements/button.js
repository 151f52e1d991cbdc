/** Buttons, with their colour, link and question before the deed. */
import { h } from '../dom.js';
import { textNodes } from '../text/mrkdwn.js';
import { linkNode } from '../text/references.js';
import { confirmed } from '../views/confirm.js';
import { focusName, waiting } from './context.js';

/** A button of the app: asks where a confirm object says so, then tells the app. */
export function button(element, at) {
  const node = element.url ? linkNode(element.url) : h('button', { type: 'button' });
  node.className = `button ${element.style ? `button-${element.style}` : ''}`;
  node.dataset.focus = `${focusName(at)}/${element.value ?? ''}`;
  if (element.accessibility_label) node.setAttribute('aria-label', element.accessibility_label);
  node.append(h('span', { class: 'button-label' }, textNodes(element.text)));
  node.addEventListener('click', () => press(element, at, node));
  return node;
}

async function press(element, at, node) {
  if (element.confirm && !(await confirmed(element.confirm))) return;
  const { type, value, text, url, style } = element;
  await waiting(node, () => at.surface.act(at.blockId, at.actionId, { type, value, text, url, style }));
}
