/** A number, whole or with decimals, between two bounds. */
import { h } from '../dom.js';
import { words } from '../text/mrkdwn.js';
import { changed, naming, startValue } from './context.js';

/** An input for a number; the app gets it as text, as Slack sends it. */
export function numberInput(element, at) {
  const value = startValue(at, { type: element.type, value: element.initial_value ?? null });
  const input = h('input', {
    type: 'number',
    class: 'field number',
    inputmode: element.is_decimal_allowed ? 'decimal' : 'numeric',
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? 'any' : '1',
    placeholder: words(element.placeholder) || null,
    autofocus: element.focus_on_load,
    ...naming(at),
    prop: { value: value.value ?? '' },
  });
  const read = () => ({ type: element.type, value: input.value === '' ? null : input.value });
  input.addEventListener('input', () => changed({ ...at, live: false }, read(), input));
  if (at.live) input.addEventListener('change', () => changed(at, read(), input));
  return input;
}

/** Why a typed number will not do, or null. */
export function numberComplaint(element, text) {
  if (text === null || text === '') return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return 'Please enter a number.';
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`;
  return null;
}
