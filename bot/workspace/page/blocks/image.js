/** A picture that opens large. */
import { h } from '../dom.js';
import { textNodes, words } from '../text/mrkdwn.js';
import { openLightbox } from '../views/lightbox.js';

const SAFE = /^(https?:|data:image\/|blob:|\/)/i;

/** @param {object} block */
export function image(block) {
  const src = SAFE.test(block.image_url ?? '') ? block.image_url : null;
  const title = words(block.title);
  const picture = h('img', {
    src,
    alt: block.alt_text ?? '',
    width: block.width ?? null,
    height: block.height ?? null,
    decoding: 'async',
  });
  const open = h(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': `Open large: ${title || block.alt_text || 'picture'}`,
      data: { src, title, alt: block.alt_text ?? '', focus: `picture/${src}` },
      on: { click: () => openLightbox(open) },
    },
    picture,
  );
  picture.addEventListener('error', () =>
    open.replaceWith(h('p', { class: 'unknown' }, `Picture not available: ${block.alt_text ?? ''}`)),
  );
  return h('figure', {}, title ? h('figcaption', {}, textNodes(block.title)) : null, open);
}
