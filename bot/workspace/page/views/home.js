/** The app's Home tab. */
import { renderBlocks } from '../blocks/index.js';
import { fill, focusMark, h, restoreFocus } from '../dom.js';
import { appMember, on, state } from '../state.js';
import { surfaceOf } from '../surface.js';
import { avatar } from './avatar.js';

/** The pane of the Home tab; it draws itself whenever the app publishes. */
export function homeNode() {
  const inner = h('div', { class: 'home-inner' });
  const node = h('section', { class: 'home', 'aria-label': 'App home', tabindex: '0' }, inner);
  on(['home', 'route', 'session'], () => {
    if (state.route.tab !== 'home') return;
    const mark = focusMark(inner);
    fill(
      inner,
      state.home?.length
        ? renderBlocks(state.home, surfaceOf('home', state.me, { home: true }))
        : nothingYet(),
    );
    restoreFocus(inner, mark);
  });
  return node;
}

function nothingYet() {
  const app = appMember();
  return h(
    'div',
    { class: 'intro-box empty' },
    app ? avatar(app, 'large') : null,
    h('h3', {}, app?.real_name ?? 'App'),
    h(
      'p',
      {},
      state.botConnected
        ? 'Its Home is being set up…'
        : 'It is not connected, so there is no Home to show yet.',
    ),
  );
}
