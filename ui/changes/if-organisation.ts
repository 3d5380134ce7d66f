interface Named {
  readonly number: string;
  readonly name: string;
}

/** What is about to be done to an organisation; `parent` of a move: below whom. */
export interface Becoming {
  readonly action: 'move' | 'enable' | 'disable' | 'delete';
  readonly organisation: Named;
  readonly parent?: Named;
}
