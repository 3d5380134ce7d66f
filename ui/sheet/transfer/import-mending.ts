import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { shortName, shortNames } from '../../kit/base/short-names.ts';
import type { Meant, Mended } from '../sheet-work.ts';
import { letters, type Mending, type SheetProblem, type Spelt } from './import-report.ts';

/** As many as the server takes. */
const mostMended = 200;

export const mendingLooks = css`
  .taken {
    --gj-control: var(--gj-size-18);
  }
`;

/**
 * What somebody says of a file beside what stands in it: names that were meant, and cells that read otherwise, one by
 * one or all of a column that say the same. Each change of these is tried before anything is written.
 */
export class ImportMending implements Mending {
  /** The result that is shown is that of a trial. */
  tried = false;
  meant: Meant = {};
  /** Cells that were tried so, and those that were typed since. */
  #mended: ReadonlyMap<string, Mended> = new Map();
  #typed: ReadonlyMap<string, Mended> = new Map();
  #retry = () => {};
  #changed = () => {};

  /** Who shows it: draws it anew, and tries the file with what is said by now. */
  shownBy({ retry, changed }: { readonly retry: () => void; readonly changed: () => void }): this {
    this.#retry = retry;
    this.#changed = changed;
    return this;
  }

  get mended(): readonly Mended[] {
    return [...this.#mended.values()];
  }

  get isTyped(): boolean {
    return this.#typed.size > 0;
  }

  forget(): void {
    this.tried = false;
    this.meant = {};
    this.#mended = new Map();
    this.#typed = new Map();
    this.#changed();
  }

  /** Tried anew with the name that was meant; null: with the file's own after all. */
  take({ form, text }: Spelt, name: string | null): void {
    const { [text]: _, ...others } = this.meant[form] ?? {};
    this.meant = { ...this.meant, [form]: name === null ? others : { ...others, [text]: name } };
    this.#retry();
  }

  mend({ sheet, row, column }: SheetProblem, text: string): void {
    if (column === null) return;
    const typed = new Map(this.#typed);
    const key = keyOf({ sheet, where: row, column });
    if (text === '') typed.delete(key);
    else typed.set(key, { sheet, where: row, column, text });
    this.#typed = typed;
    this.#changed();
  }

  typed(cell: SheetProblem): string {
    const { sheet, row: where, column } = cell;
    return this.#typed.get(keyOf({ sheet, where, column }))?.text ?? '';
  }

  /** Tried anew with what was typed, and with this for all rows that say the same; where one was mended, that holds. */
  mendAll(cell: SheetProblem): void {
    const { sheet, row, column, same } = cell;
    const text = this.typed(cell);
    if (column === null || !same || text === '') return;
    const typed = new Map(this.#typed);
    typed.delete(keyOf({ sheet, where: row, column }));
    const all = { sheet, where: same.text, column, text };
    this.#typed = typed.set(keyOf(all), all);
    this.#check();
  }

  /** Tried anew with what was typed; of a cell that is mended anew, the last holds. */
  #check(): void {
    this.#mended = new Map([...this.#mended, ...this.#typed]);
    this.#typed = new Map();
    this.#retry();
  }

  #unmend(key: string): void {
    this.#mended = new Map([...this.#mended].filter(([one]) => one !== key));
    this.#retry();
  }

  get isTooMuch(): boolean {
    return new Set([...this.#mended.keys(), ...this.#typed.keys()]).size > mostMended;
  }

  /** Draws what is taken in place of what stands in the file. */
  taken(): TemplateResult | typeof nothing {
    const all = Object.entries(this.meant).flatMap(([form, texts]) =>
      Object.entries(texts).map(([text, name]) => ({ form, text, name })),
    );
    if (all.length + this.#mended.size === 0) return nothing;
    const away = (label: string, click: () => void) =>
      this.tried
        ? html`<button class="plain square" aria-label=${label} @click=${click}>${icon('close', 12)}</button>`
        : nothing;
    return html`<ul class="taken chips below-2" aria-label=${msg('改用的名称', { id: 'meant-names' })}>${all.map(
      ({ form, text, name }) =>
        html`<li class="badge accent">${shortName(text)} → ${shortName(name)}${away(
          msg(str`不改用“${name}”`, { id: 'not-meant' }),
          () => this.take({ form, text }, null),
        )}</li>`,
    )}${[...this.#mended].map(
      ([key, one]) =>
        html`<li class="badge accent">${shortNames(`${whereOf(one)} → ${one.text}`)}${away(
          msg(str`${whereOf(one)} 不改`, { id: 'not-mended' }),
          () => this.#unmend(key),
        )}</li>`,
    )}</ul>`;
  }

  /** Draws the button that tries the file with what was typed; `anyway`: also where nothing was, as others changed. */
  checkAgain(anyway = false): TemplateResult {
    const { size } = this.#typed;
    return html`<button ?disabled=${(size === 0 && !anyway) || this.isTooMuch} @click=${() => this.#check()}>${
      this.isTooMuch
        ? msg(str`最多改 ${mostMended} 处，其余请在文件中修改`, { id: 'mended-too-many' })
        : msg('重新检查', { id: 'check-again' })
    }${size > 0 ? html` (${size})` : nothing}</button>`;
  }
}

/** C2, or the text of all such rows: C “C009”. */
function whereOf({ where, column }: Mended): string {
  if (typeof where === 'number') return `${letters(column)}${where}`;
  return msg(str`${letters(column)} 列“${where}”`, { id: 'mended-alike' });
}

function keyOf({
  sheet,
  where,
  column,
}: Omit<Mended, 'text' | 'column'> & Pick<SheetProblem, 'column'>): string {
  return JSON.stringify([sheet, where, column]);
}
