/** Text, fields in two columns, and one element at the side. */
import { h } from '../dom.js';
import { renderElement } from '../elements/index.js';
import { textBlocks, words } from '../text/mrkdwn.js';

/** @param {object} block */
export function section(block, surface) {
  const { text, fields, accessory } = block;
  const label = text ? words(text).split('\n')[0].slice(0, 80) : undefined;
  const side =
    accessory &&
    renderElement(accessory, {
      surface,
      blockId: block.block_id,
      live: true,
      label: isNamed(accessory) ? undefined : label,
    });
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'section-main' },
      text ? h('div', { class: 'text' }, textBlocks(text)) : null,
      fields?.length
        ? h(
            'div',
            { class: 'fields' },
            fields.map((field) => h('div', { class: 'text' }, textBlocks(field))),
          )
        : null,
    ),
    side ? h('div', { class: `accessory accessory-${accessory.type}` }, side) : null,
  );
}

/** Buttons and pictures carry their own words; other elements are named by the section's text. */
const isNamed = (accessory) => ['button', 'workflow_button', 'image', 'overflow'].includes(accessory.type);
