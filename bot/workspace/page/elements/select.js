/** One choice out of a list that opens under a button. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { words } from '../text/mrkdwn.js';
import { confirmed } from '../views/confirm.js';
import { openMenu } from '../views/menu.js';
import { changed, naming, startValue } from './context.js';
import { choicesOf, initialValues, oneChosen, valuesIn } from './options.js';

const NONE = { label: 'No choice', value: '', none: true };

/** static_select and its sisters for members, channels and conversations. */
export function select(element, at) {
  const choices = choicesOf(element);
  const find = (value) => choices.find((choice) => choice.value === value);
  let chosen = find(valuesIn(startValue(at, oneChosen(element, find(initialValues(element)[0]))))[0]);
  const placeholder = words(element.placeholder) || 'Choose…';
  const label = h('span', { class: 'select-label' });
  const node = h(
    'button',
    {
      type: 'button',
      class: 'select',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      autofocus: element.focus_on_load,
      ...naming({ ...at, labelId: undefined }, placeholder),
    },
    label,
    icon('down', 16),
  );
  const show = () => {
    fill(label, chosen?.label ?? placeholder);
    node.classList.toggle('empty', !chosen);
    node.setAttribute('aria-label', [at.label ?? placeholder, chosen?.label].filter(Boolean).join(': '));
  };
  const pick = async (choice) => {
    if (element.confirm && !(await confirmed(element.confirm))) return;
    chosen = choice.none ? undefined : choice;
    show();
    await changed(at, oneChosen(element, chosen), node);
  };
  node.addEventListener('click', () =>
    openMenu(node, {
      label: at.label ?? placeholder,
      role: 'listbox',
      selected: chosen ? [chosen.value] : [],
      onPick: pick,
      items: at.optional && chosen ? [NONE, ...choices] : choices,
    }),
  );
  show();
  return node;
}
