import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { picksOf, pointerTo } from '../../model/record-picks.ts';
import { say } from '../../session/i18n.ts';
import { isSameValue, pointsAt } from './cell-text.ts';

export interface Choice {
  readonly value: Json;
  readonly text: string;
  /** A text that people know it by beside its name. */
  readonly note?: string;
}

/** The choices of a cell at this moment, beyond what its field says. */
export interface Offers {
  readonly options?: readonly OptionSource[];
  readonly offered?: Json;
  /** The form that a field beside a reference chooses; null: none yet. Default: whoever picks the record picks it. */
  readonly chosenForm?: string | null;
}

/** The choices that typing in a cell narrows down: options at once, records as soon as the server answered. */
export class SheetChoices {
  items: readonly Choice[] = [];
  /** Index of the one that Enter takes; -1: none. */
  active = -1;
  isOpen = false;
  /** The typed text that nothing fits to; empty: something does, or nothing was sought. */
  missed = '';
  /** Somebody went through the list: the marked choice counts more than the typed text. */
  #moved = false;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Everything there is, the current value marked; or what fits to a text. */
  ask(field: Field, offers: Offers, text: string, current: Json | undefined = null, now = false): void {
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    const target = pointsAt(field);
    if (target === undefined) {
      this.#show(optionsFor(field, offers, text), text, current);
      return;
    }
    const search = async () => {
      const picks = await picksOf(target).catch(() => null);
      const found = await picks?.page(text.trim(), offers.offered, 0, 20).catch(() => undefined);
      if (turn !== this.#turn || !found) return;
      const items = found.items.map((pick) => ({
        value: pointerTo(pick),
        text: pick.name ?? pick.text,
        ...(pick.number && pick.number !== pick.name ? { note: pick.number } : {}),
      }));
      this.#show(nearestFirst(items, text), text, current);
    };
    this.#timer = setTimeout(() => void search(), now ? 0 : 150);
  }

  #show(items: readonly Choice[], text: string, current: Json | undefined): void {
    this.items = items;
    this.#moved = false;
    this.active =
      text.trim() === ''
        ? items.findIndex(({ value }) => isSameValue(value, current))
        : Math.min(0, items.length - 1);
    this.isOpen = items.length > 0;
    this.missed = this.isOpen ? '' : text.trim();
    this.#changed();
  }

  /** The one that is marked, or one that is called exactly so. */
  chosen(text: string, exactly: boolean): Choice | undefined {
    if (!this.isOpen) return undefined;
    const same = this.#moved ? undefined : this.items.find((item) => isCalled(item, text));
    return same ?? (exactly ? undefined : this.items[this.active]);
  }

  move(by: number): void {
    const { length } = this.items;
    if (length === 0) return;
    this.#moved = true;
    this.active = this.active === -1 && by < 0 ? length - 1 : (this.active + by + length) % length;
    this.#changed();
  }

  close(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    if (!this.isOpen && this.missed === '') return;
    this.isOpen = false;
    this.missed = '';
    this.items = [];
    this.active = -1;
    this.#changed();
  }
}

function optionsFor(field: Field, { options }: Offers, text: string): readonly Choice[] {
  const offered = options ?? (field.options ?? []).filter(({ hidden }) => !hidden);
  const wanted = text.trim().toLowerCase();
  const items = offered.map(({ value, label }) => {
    const said = say(label) || value;
    return { value, text: said, ...(said === value ? {} : { note: value }) };
  });
  return nearestFirst(
    items.filter((item) => [item.text, item.note ?? ''].some((one) => one.toLowerCase().includes(wanted))),
    text,
  );
}

function isCalled({ text, note }: Choice, wanted: string): boolean {
  const said = wanted.trim().toLowerCase();
  return said !== '' && (text.toLowerCase() === said || note?.toLowerCase() === said);
}

/** Sorts items called exactly so first, then those that begin so, then the others in their order. */
function nearestFirst(items: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return items;
  const rank = (item: Choice) => {
    if (isCalled(item, text)) return 0;
    return [item.text, item.note ?? ''].some((one) => one.toLowerCase().startsWith(wanted)) ? 1 : 2;
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
}
