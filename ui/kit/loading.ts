import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { language } from '../session/i18n.ts';
import { failureLine } from './base/failure-line.ts';
import { coming } from './base/first-quiet.ts';
import { GjElement } from './base/gj-element.ts';
import type { IconName } from './base/icons.ts';
import type { SkeletonOutline } from './gj-skeleton.ts';
import './gj-skeleton.ts';
import './gj-state.ts';

export interface LoadingOptions<T, K> {
  readonly load: (key: K, signal: AbortSignal) => Promise<T>;
  /**
   * The key of the value to load, asked at every drawing; undefined: nothing is loaded; null: only the keys that `load`
   * is called with. Default: it is loaded once, when its host is shown.
   */
  readonly key?: (() => K | undefined) | null;
  /**
   * Whether a loaded value stays while that of another key is on its way. Default: it stays only while the same key is
   * loaded again.
   */
  readonly keeps?: boolean;
  /** Milliseconds after which the same is looked at again, quietly; undefined: it stands still. Default: it does. */
  readonly again?: (value: T | undefined) => number | undefined;
  /** It comes behind the page that it belongs to, which does not wait for it. Default: the page waits. */
  readonly behind?: boolean;
  /** Hears what came. Default: nobody does. */
  readonly loaded?: (value: T, key: K) => void;
}

interface ShownOptions {
  /** The rough shape of the content to come. Default: a few lines. */
  readonly outline?: SkeletonOutline;
  /** In place of a list without items. Default: what is made of the empty list. */
  readonly empty?: { readonly text: string; readonly symbol?: IconName };
}

/**
 * Loads what an element shows, by key: the last that was asked for wins, and nothing comes once the element is gone.
 */
export class Loading<T, K = true> implements ReactiveController {
  value: T | undefined;
  failure: unknown = null;
  busy = false;
  /** Resolves when nothing is under way any more. */
  settled: Promise<unknown> = Promise.resolve();
  protected readonly host: ReactiveControllerHost;
  readonly #options: LoadingOptions<T, K>;
  #asked: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isShown = false;
  #key: K | undefined;
  #valueKey: K | undefined;
  /** In which it is shown. */
  #language = language();

  constructor(host: ReactiveControllerHost, options: LoadingOptions<T, K>) {
    this.host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isShown = true;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#giveUp();
    this.#isShown = false;
    this.busy = false;
    this.#key = undefined;
  }

  hostUpdate(): void {
    const { key, loaded } = this.#options;
    const isReadOtherwise = this.#language !== language();
    this.#language = language();
    if (!this.#isShown) return;
    // Servers speak the reader's language, too. What was taken on to be worked with is not taken on once more.
    if (isReadOtherwise && this.#key !== undefined && !loaded) void this.load();
    if (key === null) return;
    const wanted = key ? key() : (true as K);
    if (isSame(wanted, this.#key)) return;
    if (wanted === undefined) this.clear();
    else void this.load(wanted);
  }

  /** Loads this, or the same again; answers whether it came. */
  async load(key: K | undefined = this.#key): Promise<boolean> {
    if (key === undefined || !this.#isShown) return false;
    this.#key = key;
    if (!this.#options.keeps && !isSame(key, this.#valueKey)) this.value = undefined;
    this.busy = true;
    this.failure = null;
    this.host.requestUpdate();
    return this.#look(key);
  }

  async #look(key: K): Promise<boolean> {
    const { load, again } = this.#options;
    const isCome = await this.ask(
      (signal) => load(key, signal),
      (value) => this.#take(value, key),
    );
    const pause = isSame(key, this.#key) && !this.busy ? again?.(this.value) : undefined;
    if (pause !== undefined) this.#timer = setTimeout(() => void this.#look(key), pause);
    return isCome;
  }

  /** Asks for something in place of whatever was asked before. */
  protected ask<A>(call: (signal: AbortSignal) => Promise<A>, take: (answer: A) => void): Promise<boolean> {
    const asked = this.#ask(call, take);
    this.settled = asked;
    if (!this.#options.behind && this.host instanceof GjElement) this.host.emitUp(coming, asked);
    return asked;
  }

  async #ask<A>(call: (signal: AbortSignal) => Promise<A>, take: (answer: A) => void): Promise<boolean> {
    this.#giveUp();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const answer = await call(signal);
      if (signal.aborted) return false;
      this.busy = false;
      this.failure = null;
      take(answer);
      return true;
    } catch (failure) {
      if (signal.aborted) return false;
      this.failure = failure;
    }
    this.busy = false;
    this.host.requestUpdate();
    return false;
  }

  /** Puts another value in place: what an action answered. */
  set(value: T): void {
    this.value = value;
    this.host.requestUpdate();
  }

  /** Draws the failure, a skeleton while the value is on its way, or what `content` makes of the value. */
  shown(content: (value: T) => unknown, { outline = fewLines, empty }: ShownOptions = {}): TemplateResult {
    const { value, failure } = this;
    if (value === undefined)
      return failure === null
        ? html`<gj-skeleton .outline=${outline}></gj-skeleton>`
        : html`<gj-state .failure=${failure} @retry=${() => this.load()}></gj-state>`;
    const isEmpty = empty !== undefined && countOf(value) === 0;
    return html`${failureLine(failure, () => this.load())}${
      isEmpty
        ? html`<gj-state .symbol=${empty.symbol ?? 'box'} .text=${empty.text}></gj-state>`
        : content(value)
    }`;
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  #take(value: T, key: K): void {
    this.set(value);
    this.#valueKey = key;
    this.#options.loaded?.(value, key);
  }

  /** Gives up what is asked, and forgets what came. */
  clear(): void {
    this.#giveUp();
    this.#key = undefined;
    this.value = undefined;
    this.failure = null;
    this.busy = false;
    this.host.requestUpdate();
  }
}

const fewLines: SkeletonOutline = { rows: 4 };

/** Keys of several parts are the same when all parts are. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isPlain(one) || !isPlain(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => Object.is(one[name], other[name]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  const plain: readonly unknown[] = [Object.prototype, Array.prototype];
  return typeof value === 'object' && value !== null && plain.includes(Object.getPrototypeOf(value));
}

/** Counts the items of a list, or of the answer of a call that lists. */
function countOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  const items = typeof value === 'object' && value !== null && 'items' in value ? value.items : undefined;
  return Array.isArray(items) ? items.length : undefined;
}
