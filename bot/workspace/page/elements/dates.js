/** Pickers for a day, a time of day, or both, by the browser's own inputs. */
import { h } from '../dom.js';
import { words } from '../text/mrkdwn.js';
import { changed, naming, startValue } from './context.js';

function picker(element, at, inputType, { initial, read, show }) {
  const value = startValue(at, initial);
  const input = h('input', {
    type: inputType,
    class: 'field',
    ...naming(at, words(element.placeholder) || 'Date or time'),
    autofocus: element.focus_on_load,
    prop: { value: show(value) },
  });
  input.addEventListener('change', () => changed(at, read(input.value), input));
  return input;
}

/** A day. */
export function datePicker(element, at) {
  return picker(element, at, 'date', {
    initial: { type: element.type, selected_date: element.initial_date ?? null },
    show: (value) => value.selected_date ?? '',
    read: (text) => ({ type: element.type, selected_date: text || null }),
  });
}

/** A time of day. */
export function timePicker(element, at) {
  return picker(element, at, 'time', {
    initial: { type: element.type, selected_time: element.initial_time ?? null },
    show: (value) => value.selected_time ?? '',
    read: (text) => ({ type: element.type, selected_time: text || null }),
  });
}

const pad = (n) => String(n).padStart(2, '0');
const localMinute = (seconds) => {
  const d = new Date(seconds * 1000);
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}T${pad(d.getHours())}:${pad(d.getMinutes())}`;
};

/** A moment, in seconds since 1970. */
export function dateTimePicker(element, at) {
  return picker(element, at, 'datetime-local', {
    initial: { type: element.type, selected_date_time: element.initial_date_time ?? null },
    show: (value) => (value.selected_date_time ? localMinute(value.selected_date_time) : ''),
    read: (text) => ({
      type: element.type,
      selected_date_time: text ? Math.floor(new Date(text) / 1000) : null,
    }),
  });
}
