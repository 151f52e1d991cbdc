/** The registry of Block Kit blocks: one type, one builder. */
import { h } from '../dom.js';
import { actions } from './actions.js';
import { context } from './context.js';
import { contextActions } from './context_actions.js';
import { dataTable } from './data_table.js';
import { dataVisualization } from './data_visualization.js';
import { divider } from './divider.js';
import { header } from './header.js';
import { image } from './image.js';
import { input } from './input.js';
import { markdown } from './markdown.js';
import { richText } from './rich_text.js';
import { section } from './section.js';
import { table } from './table.js';

/** @type {Record<string, (block: object, surface: import('../surface.js').Surface) => Node>} */
const BLOCKS = {
  actions,
  context,
  context_actions: contextActions,
  data_table: dataTable,
  data_visualization: dataVisualization,
  divider,
  header,
  image,
  input,
  markdown,
  rich_text: richText,
  section,
  table,
};

/**
 * The nodes of a list of blocks on a surface.
 * @param {object[]} blocks
 * @param {import('../surface.js').Surface} surface
 */
export function renderBlocks(blocks, surface) {
  surface.beginDrawing();
  return h(
    'div',
    { class: 'blocks' },
    (blocks ?? []).map((block, i) => {
      const named = { block_id: `block-${i}`, ...block };
      const build = BLOCKS[block.type];
      const node = build ? build(named, surface) : unknown(block);
      node.classList?.add('block', `block-${block.type}`);
      return node;
    }),
  );
}

const unknown = (block) =>
  h('p', { class: 'unknown' }, `A block of type ${block.type} cannot be shown here.`);
