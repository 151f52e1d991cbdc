/** Where the choices of a select come from: the app's options, the members, the channels. */
import { state } from '../state.js';
import { words } from '../text/mrkdwn.js';

/**
 * @typedef {{label: string, detail?: string, group?: string, value: string, option?: object}} Choice
 */

const fromOption = (option, group) => ({
  label: words(option.text),
  detail: words(option.description),
  group,
  value: option.value,
  option,
});

function fromApp(element) {
  const groups = (element.option_groups ?? []).flatMap((g) =>
    g.options.map((option) => fromOption(option, words(g.label))),
  );
  return [...(element.options ?? []).map((option) => fromOption(option)), ...groups];
}

function people() {
  return [...state.members.values()].map((m) => ({
    label: m.real_name || m.name,
    detail: `@${m.name}`,
    value: m.id,
  }));
}

function channels(kinds) {
  return [...state.channels.values()]
    .filter((c) => kinds.includes(c.kind) && c.is_member)
    .map((c) => {
      const other = state.members.get(c.with);
      return { label: c.kind === 'im' ? (other?.real_name ?? 'Direct message') : `#${c.name}`, value: c.id };
    });
}

/** The choices of any select. @returns {Choice[]} */
export function choicesOf(element) {
  const type = element.type.replace(/^multi_/, '');
  if (type === 'users_select') return people();
  if (type === 'channels_select') return channels(['channel']);
  if (type === 'conversations_select') return channels(['channel', 'private', 'im']);
  return fromApp(element);
}

const SINGULAR = { users_select: 'user', channels_select: 'channel', conversations_select: 'conversation' };

/** The values that are chosen at first. @returns {string[]} */
export function initialValues(element) {
  const kind = SINGULAR[element.type.replace(/^multi_/, '')];
  if (kind) return [element[`initial_${kind}s`] ?? element[`initial_${kind}`] ?? []].flat();
  return [element.initial_options ?? element.initial_option ?? []].flat().map((option) => option.value);
}

/** What the app is told when one choice is made, in Slack's words. */
export function oneChosen(element, choice) {
  const kind = SINGULAR[element.type];
  if (kind) return { type: element.type, [`selected_${kind}`]: choice?.value ?? null };
  return { type: element.type, selected_option: choice?.option ?? null };
}

/** What the app is told when any number of choices is made. */
export function manyChosen(element, choices) {
  const kind = SINGULAR[element.type.replace(/^multi_/, '')];
  if (kind) return { type: element.type, [`selected_${kind}s`]: choices.map((c) => c.value) };
  return { type: element.type, selected_options: choices.map((c) => c.option) };
}

/** The values chosen in a kept state. @returns {string[]} */
export function valuesIn(kept) {
  const chosen = Object.entries(kept)
    .filter(([name]) => name.startsWith('selected_'))
    .flatMap(([, value]) => value);
  return chosen.filter(Boolean).map((one) => (typeof one === 'string' ? one : one.value));
}
