import { msg } from '@lit/localize';

/**
 * The browser says in its own language what has to be filled in: a form with these says it in the page's.
 *
 *     html`<form @invalid=${sayMustFill} @input=${isFilled}>…`
 */
export const sayMustFill = {
  capture: true,
  handleEvent({ target }: Event): void {
    if (target instanceof HTMLInputElement && target.validity.valueMissing)
      target.setCustomValidity(msg('请填写这一项', { id: 'please-fill' }));
  },
};

export function isFilled({ target }: Event): void {
  if (target instanceof HTMLInputElement) target.setCustomValidity('');
}
