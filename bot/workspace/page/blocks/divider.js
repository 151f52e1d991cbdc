/** A line between blocks. */
import { h } from '../dom.js';

/** A rule across the message. */
export const divider = () => h('hr');
