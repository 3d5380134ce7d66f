import { currenciesOffered } from '../common/currencies-offered.ts';
import type { Offered } from '../common/options-offered.ts';
import { GjChoiceControl } from './gj-choice-control.ts';

/** One of the currencies there are, found by its code or its name. */
export class GjCurrencyControl extends GjChoiceControl {
  protected override get offered(): readonly Offered[] {
    return currenciesOffered();
  }
}
customElements.define('gj-currency-control', GjCurrencyControl);
