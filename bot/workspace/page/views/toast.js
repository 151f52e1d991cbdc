/** Short notices in the corner. They leave by themselves, not while someone reads them. */
import { h } from '../dom.js';
import { icon } from '../icons.js';

const STAY_MS = { info: 6000, error: 12000 };
const region = () => document.getElementById('toasts');

/**
 * Shows a notice; the same words are not shown twice at a time.
 * @param {'info'|'error'} kind
 */
export function toast(text, kind = 'info') {
  if ([...region().children].some((node) => node.dataset.text === text)) return;
  const close = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss' },
    icon('close', 14),
  );
  const node = h(
    'div',
    { class: `toast toast-${kind}`, role: kind === 'error' ? 'alert' : 'status', data: { text } },
    icon(kind === 'error' ? 'alert' : 'info'),
    h('p', {}, text),
    close,
  );
  close.addEventListener('click', () => node.remove());
  leaveLater(node, STAY_MS[kind]);
  region().append(node);
}

function leaveLater(node, after) {
  let timer = setTimeout(() => node.remove(), after);
  const stay = () => clearTimeout(timer);
  const go = () => {
    timer = setTimeout(() => node.remove(), after / 2);
  };
  node.addEventListener('pointerenter', stay);
  node.addEventListener('focusin', stay);
  node.addEventListener('pointerleave', go);
  node.addEventListener('focusout', go);
}

/** An open dialog covers and freezes the page: the notices move into it, and back afterwards. */
export function placeToasts() {
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (region().parentElement !== host) host.append(region());
}
