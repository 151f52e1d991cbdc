/** The registry of Block Kit elements: one type, one builder. */
import { h } from '../dom.js';
import { button } from './button.js';
import { checkboxes, radioButtons } from './choices.js';
import { dateTimePicker, datePicker, timePicker } from './dates.js';
import { feedbackButtons, iconButton } from './feedback.js';
import { fileInput } from './file_input.js';
import { imageElement } from './image.js';
import { multiSelect } from './multi_select.js';
import { numberInput } from './number_input.js';
import { overflow } from './overflow.js';
import { select } from './select.js';
import { textInput } from './text_input.js';

/** @type {Record<string, (element: object, at: import('./context.js').Standing) => Node>} */
const ELEMENTS = {
  button,
  workflow_button: button,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  datetimepicker: dateTimePicker,
  timepicker: timePicker,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  file_input: fileInput,
  image: imageElement,
  number_input: numberInput,
  overflow,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
};

/** The node of an element; one that the page does not know is named as such. */
export function renderElement(element, at) {
  const build = ELEMENTS[element.type];
  const standing = { ...at, actionId: element.action_id ?? element.type };
  return build
    ? build(element, standing)
    : h('span', { class: 'unknown' }, `(${element.type} cannot be shown here)`);
}
