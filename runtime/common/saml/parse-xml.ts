import { Parser } from 'xml2js';

/** An element as it was read: its attributes, its text, and the elements in it by name, without their prefixes. */
export interface Element {
  /** Attributes. */
  readonly $?: Readonly<Record<string, string>>;
  /** Text. */
  readonly _?: string;
  readonly [name: string]: unknown;
}

export interface Root {
  readonly name: string;
  readonly element: Element;
}

/** What a document may have; who reads signed ones takes time that grows faster than they do. */
export interface XmlLimits {
  readonly elements: number;
  readonly attributes: number;
}

/** Enough for a provider that describes itself. */
const usual: XmlLimits = { elements: 20_000, attributes: 40_000 };
/** Elements within one another. */
const deepest = 64;
/** A document that says what it may hold, or what its letters stand for. */
const declares = /<!(?!\[CDATA\[|--)/;

/** Why a document is not read: by what stands in it that may not, or null where it is no XML. */
export class XmlRefused extends Error {
  readonly what: 'DOCTYPE' | 'size' | null;

  constructor(what: XmlRefused['what']) {
    super(what ?? 'no XML');
    this.what = what;
  }
}

/** Reads XML in which nothing is declared: no entity stands for anything, nothing is fetched. */
export function parseXml(text: string, { elements, attributes }: XmlLimits = usual): Root {
  if (declares.test(text)) throw new XmlRefused('DOCTYPE');
  if (isMore(text, /<[^/]/g, elements) || isMore(text, /=\s*["']/g, attributes)) throw new XmlRefused('size');
  const found: { root?: unknown; error?: unknown } = {};
  const parser = new Parser({ async: false, explicitCharkey: true, tagNameProcessors: [withoutPrefix] });
  try {
    // It answers before it returns.
    parser.parseString(text, (error: unknown, root: unknown) => Object.assign(found, { error, root }));
  } catch {
    throw new XmlRefused(null);
  }
  const [[name, element] = []] = Object.entries(found.root ?? {});
  if (found.error || name === undefined) throw new XmlRefused(null);
  const root = { name, element: asElement(element) };
  for (let level = [root.element], depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw new XmlRefused('size');
    level = level.flatMap((one) => childNames(one).flatMap((inner) => children(one, inner)));
  }
  return root;
}

function isMore(text: string, found: RegExp, most: number): boolean {
  const all = text.matchAll(found);
  for (let count = 0; count <= most; count += 1) if (all.next().done) return false;
  return true;
}

/** The elements of this name that are right below. */
export function children(element: Element, name: string): readonly Element[] {
  const found = Object.hasOwn(element, name) ? element[name] : [];
  return Array.isArray(found) ? found.map(asElement) : [];
}

/** The one that is right below; undefined: none is. */
export function child(element: Element, name: string): Element | undefined {
  return children(element, name)[0];
}

/** The names of all elements that are right below. */
export function childNames(element: Element): readonly string[] {
  return Object.keys(element).filter((name) => name !== '$' && name !== '_');
}

/** An attribute; empty: it is not there. */
export function attribute(element: Element | undefined, name: string): string {
  const { $: all } = element ?? {};
  return all && Object.hasOwn(all, name) ? (all[name] ?? '') : '';
}

/** The text of an element, without what stands around it. */
export function textIn(element: Element | undefined): string {
  return (element?._ ?? '').trim();
}

/** The element and all that are in it, with their names. */
export function* everyElement(name: string, element: Element): Generator<Root> {
  yield { name, element };
  for (const inner of childNames(element))
    for (const one of children(element, inner)) yield* everyElement(inner, one);
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function asElement(value: unknown): Element {
  if (typeof value === 'string') return { _: value };
  return typeof value === 'object' && value !== null ? (value as Element) : {};
}
