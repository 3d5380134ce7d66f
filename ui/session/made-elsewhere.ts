const notByHand: Readonly<Record<string, ReadonlySet<string>>> = {
  // Work makes its own record; somebody who wants it done starts the work.
  job: new Set(['create', 'copy', 'import', 'edit', 'enable', 'disable']),
  // Its secret is told once, where it is made.
  token: new Set(['create', 'copy', 'import']),
  'saved-view': new Set(['create', 'copy', 'import']),
};

/**
 * Answers whether an action of a form, by its id, means something in lists and on records: some records are made in a
 * place of their own.
 */
export function meansSomething(form: string, action: string): boolean {
  return !notByHand[form]?.has(action);
}
