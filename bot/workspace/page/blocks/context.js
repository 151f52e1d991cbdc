/** A line of small print with small pictures. */
import { h } from '../dom.js';
import { imageElement } from '../elements/image.js';
import { textNodes } from '../text/mrkdwn.js';

/** @param {object} block */
export function context(block) {
  return h(
    'div',
    {},
    block.elements.map((element) =>
      element.type === 'image' ? imageElement(element) : h('span', { class: 'text' }, textNodes(element)),
    ),
  );
}
