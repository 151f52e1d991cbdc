/** What the app is doing right now, above the message box. */
import { fill, h } from '../dom.js';
import { appMember, on, state, threadKey } from '../state.js';

/** A line that comes with the app's status and goes with its answer. */
export function workingNode(target) {
  const node = h('p', { class: 'working', role: 'status', 'aria-live': 'polite' });
  on(['working', 'route', 'session'], () => {
    const { channel, thread } = target();
    const text = state.working.get(threadKey(channel, thread ?? ''));
    fill(node, text ? [h('i', { class: 'pulse', 'aria-hidden': 'true' }), sentence(text)] : null);
  });
  return node;
}

/** Apps write "is reading customers.csv…"; their name goes before it. */
function sentence(text) {
  const name = appMember()?.name ?? 'The app';
  return /^(is|was|has)\b/i.test(text) ? `${name} ${text}` : `${name}: ${text}`;
}
