/** Small controls under an answer: was it helpful, and icons. */
import { h } from '../dom.js';
import { renderElement } from '../elements/index.js';

/** @param {object} block */
export function contextActions(block, surface) {
  return h(
    'div',
    { role: 'group', 'aria-label': 'About this answer' },
    block.elements.map((element) => renderElement(element, { surface, blockId: block.block_id, live: true })),
  );
}
