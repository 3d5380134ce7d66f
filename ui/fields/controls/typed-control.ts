import { state, withProperties } from '../../kit/with-properties.ts';
import { GjControl } from '../gj-control.ts';

/** What the controls of a day, a time and both share: what was typed and is none stays, with a sentence. */
export class TypedControl extends withProperties(GjControl, { wrong: state(false) }) {
  /** What is said of a text that is no value. */
  protected get sentence(): string {
    return '';
  }

  /** The value of what the picker holds, which is not empty. Default: the same. */
  protected read(held: string): string | null {
    return held;
  }

  /** Whether the record is told. Default: always. */
  protected isOther(_value: string | null): boolean {
    return true;
  }

  protected get problem(): string {
    return this.wrong ? this.sentence : (this.ask.problem ?? '');
  }

  /** For `change` and `unparsable-change` of the picker. */
  protected take(event: Event): void {
    const picker = event.currentTarget as HTMLElement & { readonly value: string };
    const texts = [...picker.querySelectorAll('input')].map(({ value }) => value.trim());
    this.wrong = picker.value === '' && texts.some((text) => text !== '');
    this.ask.flaw(this.wrong ? this.sentence : null);
    if (this.wrong) return;
    const value = picker.value === '' ? null : this.read(picker.value);
    if (this.isOther(value)) this.ask.change(value);
  }

  override settle(): void {
    // Leaving the field is what makes the picker read it.
    (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }
}
