/** A place where blocks stand and answer back: a message, a modal, the app's Home. */
import { api } from './api.js';
import { attempt } from './session.js';

/**
 * Holds what the person filled in (`state` of Slack's payloads) and sends actions. It outlives the
 * nodes: a message that is updated keeps the choices whose block_id and action_id stay the same.
 */
export class Surface {
  /**
   * @param {'message'|'view'|'home'} kind
   * @param {{channel?: string, ts?: string, view_id?: string, home?: boolean}} place as /client/action wants it
   */
  constructor(kind, place) {
    this.kind = kind;
    this.place = place;
    this.values = {};
    /** @type {Set<string>} elements by block/action that stand on the surface now */
    this.present = new Set();
  }

  value(blockId, actionId) {
    return this.values[blockId]?.[actionId];
  }

  keep(blockId, actionId, value) {
    this.present.add(`${blockId}/${actionId}`);
    this.values[blockId] = { ...this.values[blockId], [actionId]: value };
  }

  /** Forgets what belongs to elements that are not drawn any more. */
  beginDrawing() {
    this.present = new Set();
  }

  /** The values of the elements that stand here now, in the shape of Slack's `state.values`. */
  state() {
    const out = {};
    for (const [block, actions] of Object.entries(this.values)) {
      const here = Object.entries(actions).filter(([action]) => this.present.has(`${block}/${action}`));
      if (here.length) out[block] = Object.fromEntries(here);
    }
    return out;
  }

  /** Tells the app that an element was used; a refusal becomes a notice. */
  act(blockId, actionId, element) {
    return attempt(() =>
      api.action({
        ...this.place,
        block_id: blockId,
        action_id: actionId,
        element: { ...element, action_id: actionId, block_id: blockId },
        state: this.state(),
      }),
    );
  }
}

const surfaces = new Map();

/** The surface of a message, modal or Home; the same one as long as the page is open. */
export function surfaceOf(kind, key, place) {
  const name = `${kind} ${key}`;
  if (!surfaces.has(name)) surfaces.set(name, new Surface(kind, place));
  return surfaces.get(name);
}

/** Lets go of a surface that is closed. */
export const forgetSurface = (kind, key) => surfaces.delete(`${kind} ${key}`);
