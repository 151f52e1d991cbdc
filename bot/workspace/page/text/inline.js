/** Splits one run of text by marks such as *bold*; shared by mrkdwn and Markdown. */

/**
 * A mark: `open` is tried at a place of the text (a sticky regular expression), `make` builds the
 * node. `boundary` marks must not follow a letter, a digit or their own sign: 2*3*4 is no bold.
 * @typedef {{open: RegExp, make: (match: RegExpExecArray) => Node|string, boundary?: boolean}} Mark
 */

const WORDLIKE = /[\p{L}\p{N}]/u;

function markAt(text, at, marks) {
  for (const mark of marks) {
    if (mark.boundary && at > 0 && (WORDLIKE.test(text[at - 1]) || text[at - 1] === text[at])) continue;
    mark.open.lastIndex = at;
    const match = mark.open.exec(text);
    if (match) return [mark, match];
  }
  return null;
}

/**
 * Nodes and strings for a run of text.
 * @param {string} text
 * @param {Mark[]} marks
 * @param {(plain: string) => string} plain what becomes of the text between marks
 */
export function splitByMarks(text, marks, plain) {
  const out = [];
  let run = '';
  const endRun = () => {
    if (run) out.push(plain(run));
    run = '';
  };
  for (let at = 0; at < text.length;) {
    const found = markAt(text, at, marks);
    if (!found) {
      run += text[at];
      at += 1;
      continue;
    }
    endRun();
    out.push(found[0].make(found[1]));
    at += found[1][0].length;
  }
  endRun();
  return out;
}

/**
 * Text between two signs, which may hold links and code with the sign inside them.
 * @param {string} sign escaped for a regular expression
 */
export function between(sign) {
  const inside = `(?:<[^>\\n]*>|\`[^\`\\n]*\`|<(?![^>\\n]*>)|\`(?![^\`\\n]*\`)|(?!${sign})[^\\n<\`])`;
  return new RegExp(`${sign}(?=\\S)(${inside}+?)(?<=\\S)${sign}(?![\\p{L}\\p{N}])`, 'uy');
}
