import { currenciesOffered } from './currencies-offered.ts';
import { GjChoiceControl } from './gj-choice-control.ts';
import type { Offered } from './options-offered.ts';

/** One of the currencies there are, found by its code or its name. */
export class GjCurrencyControl extends GjChoiceControl {
  protected override get offered(): readonly Offered[] {
    return currenciesOffered();
  }
}
customElements.define('gj-currency-control', GjCurrencyControl);
