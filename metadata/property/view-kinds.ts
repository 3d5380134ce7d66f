/** The ways in which records of a form are drawn. */
export const viewKinds = ['list', 'board', 'calendar', 'gallery', 'tree'] as const;
export type ViewKind = (typeof viewKinds)[number];

/** The properties of a view that name one field each. */
export const viewFields = ['groupBy', 'start', 'end', 'picture', 'title'] as const;
export type ViewField = (typeof viewFields)[number];

/** Of each kind the fields that it cannot be drawn without, and those it has a use for. */
export const fieldsOfViews: Readonly<
  Record<ViewKind, { readonly needs: readonly ViewField[]; readonly uses: readonly ViewField[] }>
> = {
  list: { needs: [], uses: [] },
  board: { needs: ['groupBy'], uses: ['groupBy', 'title', 'picture'] },
  calendar: { needs: ['start'], uses: ['start', 'end', 'title'] },
  gallery: { needs: [], uses: ['title', 'picture'] },
  tree: { needs: [], uses: ['title'] },
};
