import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json, pointerSegments } from '../../../metadata/common/json.ts';
import {
  type JsonPath,
  listed,
  valueAt,
  withoutValue,
  withValue,
} from '../../../metadata/common/json-path.ts';
import { applyStep, type LayerFiles } from '../../../metadata/design/apply-step.ts';
import { writtenSteps } from '../../../metadata/design/layer-of-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { DesignWorld } from '../../../metadata/design/steps/design-world.ts';
import { deepFreeze } from '../../../metadata/model/freeze.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { DrawnIssue, Refused } from './bench-shapes.ts';

/** Files of the layers that are designed, by package. */
export type Layers = ReadonlyMap<string, LayerFiles>;

/** Lists whose items stand or fall by themselves. */
const lists: ReadonlySet<unknown> = new Set([
  ...['fields', 'options', 'rules', 'unique', 'actions', 'blocks', 'views', 'tabs', 'groups', 'params'],
  ...['columns', 'filters', 'search', 'menu', 'records', 'cases', 'steps'],
]);
/** The properties that an item cannot be without. */
const needed: ReadonlySet<unknown> = new Set(['id', 'name', 'kind', 'label', 'key', 'value']);

interface Flaw {
  readonly layer: string;
  readonly file: string;
  /** To the piece that is wrong: a field, a rule, a word of `set`; empty: the file. */
  readonly piece: JsonPath;
  /** Inside it. */
  readonly property: JsonPath;
}

/**
 * Finds the part of a design that compiles although the whole does not: round by round a faulty property is put back to
 * its last good value, then left out; then a plain field stands where the field was, so that it stays in sight; then the
 * item is left out, then its file.
 */
export class WhatHolds {
  /** The number of attempts to mend a place, by its key. */
  readonly #tried = new Map<string, number>();
  readonly #held: Layers;

  constructor(held: Layers) {
    this.#held = held;
  }

  /** Without what these errors are about; null: nobody knows how to leave it out. */
  without(layers: Layers, issues: readonly Issue[]): Layers | null {
    const flaws = new Map<string, Flaw>();
    for (const issue of issues) {
      const flaw = issue.severity === 'error' && flawIn(layers, issue);
      if (flaw) flaws.set(keyOf(layers, flaw), flaw);
    }
    if (flaws.size === 0) return null;
    const next = new Map(layers);
    // From the end: what stands before keeps its place.
    for (const [key, flaw] of [...flaws].toSorted(([, a], [, b]) => byPlace(b.piece, a.piece))) {
      const files = new Map(next.get(flaw.layer));
      const content = this.#mended(key, flaw, files.get(flaw.file) ?? null);
      if (content === undefined) files.delete(flaw.file);
      else files.set(flaw.file, content);
      next.set(flaw.layer, files);
    }
    return next;
  }

  #mended(key: string, { layer, file, piece, property }: Flaw, content: Json): Json | undefined {
    const former = this.#held.get(layer)?.get(file);
    const was = piece.length === 0 ? undefined : sameIn(content, former, piece);
    const isOther = was !== undefined && JSON.stringify(was) !== JSON.stringify(valueAt(content, piece));
    const inside = property.length > 0 && !needed.has(property[0]);
    const shell = shellOf(content, piece);
    const ways: readonly (false | (() => Json | undefined))[] = [
      isOther && (() => withValue(content, piece, was)),
      inside && (() => withoutValue(content, [...piece, ...property.slice(0, 1)])),
      shell !== undefined && (() => withValue(content, piece, shell)),
      piece.length > 0 && (() => withoutValue(content, piece)),
      () => former,
    ];
    const first = this.#tried.get(key) ?? 0;
    const way = ways.findIndex((one, at) => one && at >= first);
    this.#tried.set(key, way < 0 ? ways.length : way + 1);
    const mend = ways[way];
    return mend ? mend() : undefined;
  }
}

/** Nothing but the name of a field, as a number: what computes with it goes on. Undefined: it is no field. */
function shellOf(content: Json, piece: JsonPath): Json | undefined {
  const field = piece.at(-2) === 'fields' ? valueAt(content, piece) : undefined;
  if (!isObject(field)) return undefined;
  const { id, name = null, label = null } = field;
  return { ...(id !== undefined && { id }), name, label, kind: 'decimal' };
}

function flawIn(layers: Layers, { package: layer = '', file = '', pointer }: Issue): Flaw | undefined {
  const content = layers.get(layer)?.get(file);
  if (content === undefined) return undefined;
  const path = pathIn(content, pointerSegments(pointer));
  if (path[0] === 'set' || path[0] === 'overrules')
    return { layer, file, piece: path.slice(0, 2), property: [] };
  let cut = 0;
  for (const [at, one] of path.entries()) {
    if (typeof one !== 'number') continue;
    if (!lists.has(path[at - 1]) && path[at - 2] !== 'rows') break;
    cut = at + 1;
  }
  return { layer, file, piece: path.slice(0, cut), property: path.slice(cut) };
}

function pathIn(content: Json, segments: readonly string[]): JsonPath {
  const path: (string | number)[] = [];
  for (const one of segments) path.push(Array.isArray(valueAt(content, path)) ? Number(one) : one);
  return path;
}

/** The same thing in another state of its file, wherever it stands there. */
function sameIn(content: Json, former: Json | undefined, piece: JsonPath): Json | undefined {
  let found = former;
  for (const [at, one] of piece.entries()) {
    if (typeof one !== 'number') found = valueAt(found, [one]);
    else {
      const name = itemName(valueAt(content, piece.slice(0, at + 1)));
      found = name === undefined ? undefined : listed(found).find((item) => itemName(item) === name);
    }
  }
  return found;
}

/** By names, as places in lists move. */
function keyOf(layers: Layers, { layer, file, piece }: Flaw): string {
  const content = layers.get(layer)?.get(file);
  const names = piece.map((one, at) =>
    typeof one === 'number' ? (itemName(valueAt(content, piece.slice(0, at + 1))) ?? one) : one,
  );
  return JSON.stringify([layer, file, ...names]);
}

function itemName(item: Json | undefined): string | undefined {
  if (!isObject(item)) return typeof item === 'string' ? item : undefined;
  const name =
    item['id'] ?? item['name'] ?? item['value'] ?? item['key'] ?? item['dimension'] ?? item['path'];
  return typeof name === 'string' ? name : undefined;
}

function byPlace(a: JsonPath, b: JsonPath): number {
  for (const [at, one] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (one === other) continue;
    return typeof one === 'number' && typeof other === 'number' ? one - other : one < other ? -1 : 1;
  }
  return a.length - b.length;
}

interface TakeOptions {
  readonly world: (layer: string) => DesignWorld;
  readonly worded: (issue: Issue) => DrawnIssue;
  /** Packages whose forms are designed in them. */
  readonly designed: readonly string[];
}

/** The layers after each of the steps, and the steps that could not be taken, after which they are as before. */
export function takeSteps(
  begun: Layers,
  steps: readonly DesignStep[],
  { world, worded, designed }: TakeOptions,
) {
  const refused: Refused[] = [];
  let layers = begun;
  const states = steps.map((step) => {
    const files = (layer: string) => layers.get(layer) ?? new Map();
    let next = layers;
    for (const { layer = localPackage, ...one } of writtenSteps(step, {
      own: localPackage,
      designed,
      files,
    })) {
      const taken = applyStep(next.get(layer) ?? new Map(), one as DesignStep, world(layer));
      if (taken.ok) next = new Map([...next, [layer, taken.files]]);
      else {
        refused.push({ step, issues: taken.issues.map(worded) });
        return layers;
      }
    }
    layers = next;
    return layers;
  });
  return { states, refused };
}

/** Freezes files that cannot change any more, so that the schemas judge them once, not with every step. */
export function lasting(files: LayerFiles): LayerFiles {
  for (const content of files.values()) deepFreeze(content);
  return files;
}
