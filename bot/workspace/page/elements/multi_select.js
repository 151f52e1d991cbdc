/** Any number of choices out of a list, shown as chips. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { words } from '../text/mrkdwn.js';
import { openMenu } from '../views/menu.js';
import { changed, naming, startValue } from './context.js';
import { choicesOf, initialValues, manyChosen, valuesIn } from './options.js';

/** multi_static_select and its sisters. */
export function multiSelect(element, at) {
  const choices = choicesOf(element);
  const among = (values) => choices.filter((choice) => values.includes(choice.value));
  const most = element.max_selected_items ?? Infinity;
  let chosen = among(valuesIn(startValue(at, manyChosen(element, among(initialValues(element))))));
  const placeholder = words(element.placeholder) || 'Choose…';
  const label = h('span', { class: 'select-label' });
  const node = h(
    'button',
    {
      type: 'button',
      class: 'select multi',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      autofocus: element.focus_on_load,
      ...naming({ ...at, labelId: undefined }, placeholder),
    },
    label,
    icon('down', 16),
  );
  const show = () => {
    fill(
      label,
      chosen.length ? chosen.map((choice) => h('span', { class: 'chip' }, choice.label)) : placeholder,
    );
    node.classList.toggle('empty', chosen.length === 0);
    const names = chosen.map((choice) => choice.label).join(', ');
    node.setAttribute('aria-label', [at.label ?? placeholder, names].filter(Boolean).join(': '));
  };
  const settle = (values) => {
    const next = among(values);
    if (next.map((c) => c.value).join() === chosen.map((c) => c.value).join()) return;
    chosen = next;
    show();
    changed(at, manyChosen(element, chosen), node);
  };
  node.addEventListener('click', () =>
    openMenu(node, {
      label: at.label ?? placeholder,
      role: 'listbox',
      multi: true,
      most,
      items: choices,
      selected: chosen.map((choice) => choice.value),
      onClose: settle,
    }),
  );
  show();
  return node;
}
