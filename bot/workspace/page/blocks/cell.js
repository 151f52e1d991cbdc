/** One cell of a table, whatever its kind. */
import { pieces } from './rich_text.js';

/** What a cell shows: raw text, a number in the app's own words, or rich text on one line. */
export function cellNodes(cell) {
  if (!cell) return [];
  if (cell.type !== 'rich_text') return [cell.text ?? String(cell.value ?? '')];
  return cell.elements.flatMap((part, i) => [i > 0 ? '\n' : '', ...pieces(part.elements)]);
}

/** What a cell is sorted by: the number of a number cell, else its words. */
export function cellValue(cell, words) {
  return cell?.type === 'raw_number' ? cell.value : words;
}

/** Whether every cell of a column below the header is a number. */
export function isNumeric(rows, column) {
  return rows.length > 1 && rows.slice(1).every((row) => row[column]?.type === 'raw_number');
}
