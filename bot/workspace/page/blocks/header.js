/** The large line at the top of an answer. */
import { h } from '../dom.js';
import { textNodes } from '../text/mrkdwn.js';

/** @param {object} block */
export const header = (block) => h('h3', {}, textNodes(block.text));
