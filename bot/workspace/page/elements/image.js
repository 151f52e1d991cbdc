/** The small picture beside a section or in a line of context. */
import { h } from '../dom.js';

const SAFE = /^(https?:|data:image\/|blob:|\/)/i;

/** A picture with its alt text; an address that a page may not load shows the alt text. */
export function imageElement(element) {
  const src = element.image_url ?? '';
  return h('img', {
    class: 'element-image',
    src: SAFE.test(src) ? src : null,
    alt: element.alt_text ?? '',
    loading: 'lazy',
  });
}
