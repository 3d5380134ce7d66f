const form = /^[1-6][0-9]{18}$/;

/** Whether a text has the form of a tax category code: 19 digits, the first of which says what is sold. */
export function isTaxCode(text: string): boolean {
  return form.test(text);
}
