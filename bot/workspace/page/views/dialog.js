/** The frame of every dialog: title, body, foot; closes by Escape, the cross, or a press beside it. */
import { freshId, h } from '../dom.js';
import { icon } from '../icons.js';
import { placeToasts } from './toast.js';

/**
 * Opens a dialog.
 * @param {{title: string, body: Node|Node[], foot?: Node[], kind?: string, onCancel?: () => void}} parts
 * @returns {{node: HTMLDialogElement, close: () => void}} close takes it away without onCancel
 */
export function openDialog({ title, body, foot = [], kind = '', onCancel = () => {} }) {
  const titleId = freshId('title');
  const cross = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close' }, icon('close'));
  const frame = h(
    'div',
    { class: 'dialog-frame' },
    h('header', { class: 'dialog-head' }, h('h2', { id: titleId }, title), cross),
    h('div', { class: 'dialog-body' }, body),
    foot.length ? h('footer', { class: 'dialog-foot' }, foot) : null,
  );
  const node = h('dialog', { class: `dialog ${kind}`, 'aria-labelledby': titleId }, frame);
  const handle = present(node, onCancel);
  cross.addEventListener('click', handle.cancel);
  return handle;
}

/** Shows any `<dialog>` and takes it away again. */
export function present(node, onCancel = () => {}) {
  const before = document.activeElement;
  const close = () => {
    if (!node.isConnected) return;
    const toasts = node.querySelector('#toasts');
    if (toasts) document.body.append(toasts);
    node.close();
    node.remove();
    placeToasts();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const cancel = () => {
    close();
    onCancel();
  };
  node.addEventListener('cancel', (event) => {
    event.preventDefault();
    cancel();
  });
  node.addEventListener('pointerdown', (event) => {
    if (event.target === node) cancel();
  });
  document.body.append(node);
  node.showModal();
  placeToasts();
  return { node, close, cancel };
}
