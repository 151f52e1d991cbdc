/** What every element is given to stand in its block, and what it does with it. */

/**
 * @typedef {object} Standing
 * @property {import('../surface.js').Surface} surface
 * @property {string} blockId
 * @property {string} actionId
 * @property {boolean} live whether a change is sent to the app at once
 * @property {boolean} [optional] whether an input may stay empty
 * @property {string} [label] the words of the label, for the accessible name
 * @property {string} [labelId] id of the visible label
 * @property {string} [describedBy] ids of hint and error
 */

/** The name by which focus finds this control again after a redraw. */
export const focusName = (at) => `${at.blockId}/${at.actionId}`;

/** Attributes that tie a control to its label, hint and error. */
export function naming(at, fallback) {
  return {
    'aria-labelledby': at.labelId ?? null,
    'aria-label': at.labelId ? null : (at.label ?? fallback ?? null),
    'aria-describedby': at.describedBy ?? null,
    data: { focus: focusName(at) },
  };
}

/** The value from before a redraw, or the app's initial one; kept on the surface either way. */
export function startValue(at, initial) {
  const value = at.surface.value(at.blockId, at.actionId) ?? initial;
  at.surface.keep(at.blockId, at.actionId, value);
  return value;
}

/** Takes in a new value; where the block is live, the app hears of it, and the control waits. */
export async function changed(at, value, control) {
  at.surface.keep(at.blockId, at.actionId, value);
  control.dispatchEvent(new CustomEvent('valuechanged', { bubbles: true }));
  if (at.live) await waiting(control, () => at.surface.act(at.blockId, at.actionId, value));
}

/** Shows a control as busy while something runs; a second press meanwhile does nothing. */
export async function waiting(control, work) {
  if (control.getAttribute('aria-busy') === 'true') return;
  control.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    control.removeAttribute('aria-busy');
  }
}
