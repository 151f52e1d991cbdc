/** Checkboxes and radio buttons. */
import { freshId, h } from '../dom.js';
import { textNodes } from '../text/mrkdwn.js';
import { confirmed } from '../views/confirm.js';
import { changed, focusName, naming, startValue } from './context.js';

function group(element, at, { type, role, isOn, onChange }) {
  const name = freshId('choice');
  const node = h('div', { class: 'choices', role, ...naming(at), data: {} });
  for (const option of element.options ?? []) {
    const input = h('input', {
      type,
      name,
      value: option.value,
      data: { focus: `${focusName(at)}/${option.value}` },
      prop: { checked: isOn(option) },
    });
    input.addEventListener('change', async () => {
      if (element.confirm && !(await confirmed(element.confirm))) {
        for (const other of node.querySelectorAll('input')) other.checked = isOn({ value: other.value });
        return;
      }
      onChange(option, input.checked, node);
    });
    node.append(
      h(
        'label',
        { class: 'choice' },
        input,
        h(
          'span',
          {},
          h('span', { class: 'choice-text' }, textNodes(option.text)),
          option.description ? h('span', { class: 'choice-detail' }, textNodes(option.description)) : null,
        ),
      ),
    );
  }
  return node;
}

/** Any number of the options. */
export function checkboxes(element, at) {
  const value = startValue(at, { type: element.type, selected_options: element.initial_options ?? [] });
  let chosen = new Set(value.selected_options.map((option) => option.value));
  return group(element, at, {
    type: 'checkbox',
    role: 'group',
    isOn: (option) => chosen.has(option.value),
    onChange(option, on, node) {
      chosen = new Set(chosen);
      if (on) chosen.add(option.value);
      else chosen.delete(option.value);
      const selected = element.options.filter((o) => chosen.has(o.value));
      changed(at, { type: element.type, selected_options: selected }, node);
    },
  });
}

/** One of the options. */
export function radioButtons(element, at) {
  let chosen = startValue(at, {
    type: element.type,
    selected_option: element.initial_option ?? null,
  }).selected_option;
  return group(element, at, {
    type: 'radio',
    role: 'radiogroup',
    isOn: (option) => chosen?.value === option.value,
    onChange(option, on, node) {
      chosen = option;
      changed(at, { type: element.type, selected_option: option }, node);
    },
  });
}
