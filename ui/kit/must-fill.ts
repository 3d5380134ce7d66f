import { msg } from '@lit/localize';

/**
 * The browser says in a bubble of its own, and in its own language, what has to be filled in: a form with these says it as
 * all other problems are said, below the box.
 *
 *     html`<form @invalid=${sayMustFill} @input=${isFilled}>…`
 */
export const sayMustFill = {
  capture: true,
  handleEvent(event: Event): void {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || !target.validity.valueMissing) return;
    event.preventDefault();
    if (target.form?.querySelector(':invalid:not(fieldset)') === target) target.focus();
    if (target.ariaInvalid === 'true') return;
    const words = document.createElement('p');
    words.className = 'problem small flush';
    words.role = 'alert';
    words.textContent = msg('请填写这一项', { id: 'please-fill' });
    target.ariaInvalid = 'true';
    target.ariaDescribedByElements = [...(target.ariaDescribedByElements ?? []), words];
    (target.closest('label') ?? target).after(words);
    said.set(target, words);
    // In another language it would be said in the former one.
    addEventListener('lit-localize-status', () => isFilled({ target }), { once: true });
  },
};

/** What is said below each box. */
const said = new WeakMap<HTMLInputElement, HTMLElement>();

export function isFilled({ target }: Pick<Event, 'target'>): void {
  const words = target instanceof HTMLInputElement && said.get(target);
  if (!words) return;
  target.ariaInvalid = null;
  target.ariaDescribedByElements = (target.ariaDescribedByElements ?? []).filter((one) => one !== words);
  words.remove();
}
