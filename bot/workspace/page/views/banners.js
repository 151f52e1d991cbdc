/** Lines across the top: the connection is lost, the app is away. */
import { fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { appMember, on, state } from '../state.js';

/** Shows and hides the banners as the connections come and go. */
export function mountBanners(root) {
  on(['connection', 'session'], () => {
    const app = appMember();
    fill(
      root,
      state.online
        ? null
        : banner('offline', 'alert', 'The connection to the workspace is lost. Reconnecting…'),
      state.online && !state.botConnected
        ? banner(
            'away',
            'info',
            `${app?.name ?? 'The app'} is not connected. It will answer what you send when it is back.`,
          )
        : null,
    );
  });
}

const banner = (kind, sign, text) => h('p', { class: `banner banner-${kind}` }, icon(sign, 16), text);
