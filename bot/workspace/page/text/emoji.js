/** The few shortcodes that arrive as names, mostly as reactions; all else comes as Unicode. */

const SHORTCODES = {
  eyes: '👀',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  ballot_box_with_check: '☑️',
  x: '❌',
  warning: '⚠️',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  rotating_light: '🚨',
  no_entry: '⛔',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  tada: '🎉',
  wave: '👋',
  pray: '🙏',
  heart: '❤️',
  fire: '🔥',
  bulb: '💡',
  mag: '🔍',
  bar_chart: '📊',
  chart_with_upwards_trend: '📈',
  chart_with_downwards_trend: '📉',
  file_folder: '📁',
  page_facing_up: '📄',
  paperclip: '📎',
  gear: '⚙️',
  question: '❓',
  exclamation: '❗',
  star: '⭐',
  sparkles: '✨',
  rocket: '🚀',
  moneybag: '💰',
  smile: '😄',
  slightly_smiling_face: '🙂',
  thinking_face: '🤔',
  robot_face: '🤖',
  speech_balloon: '💬',
  bell: '🔔',
  large_blue_circle: '🔵',
  red_circle: '🔴',
  large_green_circle: '🟢',
  large_orange_circle: '🟠',
  large_purple_circle: '🟣',
  large_yellow_circle: '🟡',
  white_circle: '⚪',
  black_circle: '⚫',
  one: '1️⃣',
  two: '2️⃣',
  three: '3️⃣',
  four: '4️⃣',
  five: '5️⃣',
  arrows_counterclockwise: '🔄',
  lock: '🔒',
  calendar: '📅',
};

/** The sign for a shortcode without its colons; the code itself where it is not known. */
export function emoji(name) {
  return SHORTCODES[name] ?? `:${name}:`;
}

const CODE_POINTS = /^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i;

/** The sign a `rich_text` emoji stands for: given as it is or by its code points, else by name. */
export function emojiOf({ name, unicode }) {
  if (!unicode) return emoji(name);
  if (!CODE_POINTS.test(unicode)) return unicode;
  return String.fromCodePoint(...unicode.split('-').map((hex) => Number.parseInt(hex, 16)));
}
