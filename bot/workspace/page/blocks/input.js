/** A labelled field of a modal, with its hint and its error. */
import { freshId, h } from '../dom.js';
import { renderElement } from '../elements/index.js';
import { textNodes, words } from '../text/mrkdwn.js';

/** @param {object} block */
export function input(block, surface) {
  const [labelId, hintId, errorId] = [freshId('label'), freshId('hint'), freshId('error')];
  const element = renderElement(block.element, {
    surface,
    blockId: block.block_id,
    live: Boolean(block.dispatch_action),
    optional: Boolean(block.optional),
    label: words(block.label),
    labelId,
    describedBy: `${hintId} ${errorId}`,
  });
  return h(
    'div',
    { data: { block: block.block_id } },
    h(
      'div',
      { class: 'input-label', id: labelId },
      textNodes(block.label),
      block.optional ? h('span', { class: 'optional' }, ' (optional)') : null,
    ),
    element,
    h('p', { class: 'hint', id: hintId }, textNodes(block.hint)),
    h('p', { class: 'field-error', id: errorId }),
  );
}

/** Writes an error under a field and marks its controls, or takes it away. */
export function showError(root, blockId, text) {
  const node = [...root.querySelectorAll('[data-block]')].find((one) => one.dataset.block === blockId);
  if (!node) return false;
  const line = node.querySelector('.field-error');
  line.textContent = text ?? '';
  line.setAttribute('role', text ? 'alert' : 'presentation');
  node.classList.toggle('invalid', Boolean(text));
  for (const control of node.querySelectorAll('input, textarea, button.select')) {
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
  return true;
}
