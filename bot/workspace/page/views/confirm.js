/** Asks before something is done. */
import { h } from '../dom.js';
import { textBlocks, words } from '../text/mrkdwn.js';
import { openDialog } from './dialog.js';

/**
 * Asks in the words of a Block Kit confirm object; true where the person agrees.
 * @param {{title: object, text: object, confirm?: object, deny?: object, style?: string}} question
 * @returns {Promise<boolean>}
 */
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const no = h('button', { type: 'button', class: 'button' }, words(deny) || 'Cancel');
    const yes = h(
      'button',
      { type: 'button', class: `button button-${style ?? 'primary'}`, autofocus: true },
      words(confirm) || 'Yes',
    );
    const dialog = openDialog({
      title: words(title) || 'Are you sure?',
      kind: 'small',
      foot: [no, yes],
      onCancel: () => resolve(false),
      body: h(
        'div',
        { class: 'text' },
        text ? textBlocks(typeof text === 'string' ? { type: 'plain_text', text } : text) : null,
      ),
    });
    no.addEventListener('click', () => {
      dialog.close();
      resolve(false);
    });
    yes.addEventListener('click', () => {
      dialog.close();
      resolve(true);
    });
  });
}
