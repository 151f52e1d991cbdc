/** A line or a paragraph of text, an address. */
import { h } from '../dom.js';
import { words } from '../text/mrkdwn.js';
import { changed, naming, startValue } from './context.js';

const INPUT_TYPES = { plain_text_input: 'text', email_text_input: 'email', url_text_input: 'url' };

/** plain_text_input, email_text_input, url_text_input. */
export function textInput(element, at) {
  const value = startValue(at, { type: element.type, value: element.initial_value ?? null });
  const props = {
    class: 'field',
    maxlength: element.max_length,
    placeholder: words(element.placeholder) || null,
    autofocus: element.focus_on_load,
    autocomplete: 'off',
    ...naming(at),
    prop: { value: value.value ?? '' },
  };
  const input = element.multiline
    ? h('textarea', { rows: 4, ...props })
    : h('input', { type: INPUT_TYPES[element.type], ...props });
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const read = () => ({ type: element.type, value: input.value || null });
  input.addEventListener('input', () =>
    changed({ ...at, live: at.live && when.includes('on_character_entered') }, read(), input),
  );
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || element.multiline || event.isComposing) return;
    if (!at.live || !when.includes('on_enter_pressed')) return;
    event.preventDefault();
    changed(at, read(), input);
  });
  return input;
}

/** Why a typed text will not do, or null. */
export function textComplaint(element, text) {
  if (!text) return null;
  if (element.min_length && text.length < element.min_length)
    return `Please enter at least ${element.min_length} characters.`;
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text))
    return 'Please enter an e-mail address.';
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/i.test(text))
    return 'Please enter an address that begins with http:// or https://.';
  return null;
}
