interface Named {
  readonly number: string;
  readonly name: string;
}

/** An action that is about to be done to an organisation; `parent`, of a move: the organisation it goes below. */
export interface Becoming {
  readonly action: 'move' | 'enable' | 'disable' | 'delete';
  readonly organisation: Named;
  readonly parent?: Named;
}
