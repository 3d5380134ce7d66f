import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { filledText, textOf } from '../../metadata/common/read.ts';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { everyRecord } from '../model/every-record.ts';
import { language, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { keyShown } from './parameter-words.ts';

type Dimension = Pick<Definition, 'dimension'>;

/** Tax numbers that are asked for in one question. */
const atOnce = 200;

/** Tax numbers by the names of the companies that have them, asked for as they are shown. Tells `change`. */
class CompanyNames extends EventTarget {
  #of = '';
  #asked = new Set<string>();
  readonly #names = new Map<string, string>();
  readonly #wanted = new Set<string>();

  of(taxNumber: string): string | undefined {
    const reader = session.who?.user.id ?? '';
    if (reader !== this.#of) {
      this.#of = reader;
      this.#asked = new Set();
      this.#names.clear();
    }
    if (!this.#asked.has(taxNumber) && session.may('organisation', 'read')) {
      this.#asked.add(taxNumber);
      this.#wanted.add(taxNumber);
      if (this.#wanted.size === 1) queueMicrotask(() => void this.#ask());
    }
    return this.#names.get(taxNumber);
  }

  async #ask(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    const of = this.#of;
    for (let at = 0; at < wanted.length; at += atOnce) {
      const value = wanted.slice(at, at + atOnce);
      const filter = JSON.stringify({ fact: 'taxNumber', operator: 'in', value });
      // A number alone is of use as well.
      const found = await everyRecord('organisation', 'name,taxNumber', { filter }).catch(() => []);
      if (of !== this.#of) return;
      for (const { name, taxNumber } of found) {
        const number = filledText(taxNumber);
        if (number !== null) this.#names.set(number, textOf(name) ?? number);
      }
    }
    this.dispatchEvent(new Event('change'));
  }
}

const companies = new CompanyNames();

/** The names by which people know instances of dimensions; draws its element anew once it learns more of them. */
export class InstanceNames implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #learnt = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    companies.addEventListener('change', this.#learnt);
  }

  hostDisconnected(): void {
    companies.removeEventListener('change', this.#learnt);
  }

  /** The company that has a tax number, the label of a form; undefined: there is none, or nobody may know. */
  of(key: string, { dimension }: Dimension): string | undefined {
    if (key === everyInstance || dimension === undefined) return undefined;
    if (dimension === 'form') {
      const form = session.form(key);
      return form && say(form.label);
    }
    return dimension.startsWith('tax-number') ? companies.of(key.split(':')[0] ?? '') : undefined;
  }

  /** The key with that name before it. */
  shown(key: string, definition: Definition): string {
    const name = definition.key === undefined ? this.of(key, definition) : undefined;
    const shown = keyShown(key, definition);
    if (name === undefined) return shown;
    return language() === 'zh' ? `${name}（${shown}）` : `${name} (${shown})`;
  }
}
