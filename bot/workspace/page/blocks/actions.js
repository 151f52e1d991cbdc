/** A row of buttons, selects and pickers that tell the app at once. */
import { h } from '../dom.js';
import { renderElement } from '../elements/index.js';

/** @param {object} block */
export function actions(block, surface) {
  return h(
    'div',
    { role: 'group', 'aria-label': 'Actions' },
    block.elements.map((element) => renderElement(element, { surface, blockId: block.block_id, live: true })),
  );
}
