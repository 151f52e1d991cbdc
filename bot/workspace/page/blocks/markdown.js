/** A text in common Markdown. */
import { h } from '../dom.js';
import { render } from '../text/markdown.js';

/** @param {object} block */
export const markdown = (block) => h('div', { class: 'text' }, render(block.text ?? ''));
