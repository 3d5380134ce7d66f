import type { LitElement, PropertyDeclaration } from 'lit';

/** The first value of a property: one that cannot be changed, or a function that makes one for each element. */
type Start<T> = (T extends object ? never : T) | (() => T);

/** A property of an element: its type, how Lit sees it, and what it is until somebody says otherwise. */
interface Property<T> extends PropertyDeclaration {
  readonly start: () => T;
}

type Values<P> = { -readonly [K in keyof P]: P[K] extends Property<infer T> ? T : never };
type Statics<B> = { [K in keyof B]: B[K] };

const property = <T>(options: PropertyDeclaration, start?: Start<T>): Property<T> => ({
  ...options,
  start: typeof start === 'function' ? (start as () => T) : () => start as T,
});

/** A plain beginning says the type; any other is `<T>`. */
interface Stated {
  (start: boolean): Property<boolean>;
  (start: number): Property<number>;
  (start: string): Property<string>;
  <T>(start?: Start<T>): Property<T>;
}

/** Handed in as a property, never as an attribute. Default: nothing until it is. */
export const given: Stated = <T>(start?: Start<T>) => property({ attribute: false }, start);

/** The element's own: nobody hands it in. Default: nothing until the element says so. */
export const state: Stated = <T>(start?: Start<T>) => property({ state: true }, start);

/** Also an attribute. Default: an empty text. */
export const text = <T extends string = string>(
  start: Start<T> = '' as Start<T>,
  options?: PropertyDeclaration,
): Property<T> => property<T>({ type: String, ...options }, start);

/** Also an attribute. Default: 0. */
export const number = (start = 0, options?: PropertyDeclaration): Property<number> =>
  property<number>({ type: Number, ...options }, () => start);

/** Also an attribute, whose presence says yes. Default: no. */
export const flag = (start = false, options?: PropertyDeclaration): Property<boolean> =>
  property<boolean>({ type: Boolean, ...options }, () => start);

/**
 * The base with properties that redraw it, each stated once with its type and its beginning:
 * `class GjRow extends withProperties(GjElement, { row: given<Row>(), open: flag() })`.
 */
export function withProperties<
  B extends abstract new () => LitElement,
  P extends Record<string, Property<unknown>>,
>(Base: B, properties: P): Statics<B> & (new () => InstanceType<B> & Values<P>) {
  const starts = Object.entries(properties);
  // An abstract class with members that are made at run time is none that the compiler can extend.
  class WithProperties extends (Base as unknown as typeof LitElement) {
    static override properties = properties;

    constructor() {
      super();
      for (const [name, { start }] of starts) Reflect.set(this, name, start());
    }
  }
  return WithProperties as unknown as Statics<B> & (new () => InstanceType<B> & Values<P>);
}
