/** "Try with sample customers": made-up customers for a first look. */
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { trySample } from '../session.js';
import { state } from '../state.js';
import { waiting } from '../elements/context.js';
import { openMenu } from './menu.js';

/** A button that puts sample customers into a channel; with several samples it asks which. */
export function sampleButton(channel, { cls = 'button', before = () => {} } = {}) {
  const several = state.samples.length > 1;
  const node = h(
    'button',
    {
      type: 'button',
      class: cls,
      'aria-haspopup': several ? 'menu' : null,
      data: { focus: `sample/${cls}` },
    },
    icon('spark'),
    h('span', {}, 'Try with sample customers'),
  );
  const go = (key) =>
    waiting(node, () => {
      before();
      return trySample(channel, key);
    });
  node.addEventListener('click', () => {
    if (several)
      openMenu(node, { label: 'Sample customers', items: sampleItems(), onPick: (item) => go(item.value) });
    else go(state.samples[0].key);
  });
  return node;
}

/** The samples as menu items. */
export const sampleItems = () =>
  state.samples.map((sample) => ({
    label: sample.title,
    detail: sample.description,
    value: sample.key,
    icon: 'table',
  }));
