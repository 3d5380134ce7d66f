/** The ways in which records of a form are drawn. */
export const viewKinds = ['list', 'board', 'calendar', 'gallery', 'tree', 'chart'] as const;
export type ViewKind = (typeof viewKinds)[number];

/** The properties of a view that name one field each. */
export const viewFields = ['groupBy', 'across', 'value', 'start', 'end', 'picture', 'title'] as const;
export type ViewField = (typeof viewFields)[number];

/** The properties of a chart that are words: how far apart days are grouped, what is made of a number, how it looks. */
export const chartWords = ['by', 'measure', 'chart'] as const;
export type ChartWord = (typeof chartWords)[number];

/** Of each kind the fields that it cannot be drawn without, and those it has a use for. */
export const fieldsOfViews: Readonly<
  Record<ViewKind, { readonly needs: readonly ViewField[]; readonly uses: readonly ViewField[] }>
> = {
  list: { needs: [], uses: [] },
  board: { needs: ['groupBy'], uses: ['groupBy', 'value', 'title', 'picture'] },
  calendar: { needs: ['start'], uses: ['start', 'end', 'title'] },
  gallery: { needs: [], uses: ['title', 'picture'] },
  tree: { needs: [], uses: ['title'] },
  chart: { needs: ['groupBy'], uses: ['groupBy', 'across', 'value'] },
};

/** The fields without which a view says nothing: those of its kind, and of a chart the number that it adds up. */
export function neededFields(view: {
  readonly kind?: unknown;
  readonly value?: unknown;
}): readonly ViewField[] {
  const { needs } = fieldsOfViews[viewKinds.find((one) => one === view.kind) ?? 'list'];
  return view.kind === 'chart' && view.value ? [...needs, 'value'] : needs;
}

/** Whether a view of a kind has a use for a property. */
export function usesProperty(kind: ViewKind, property: ViewField | ChartWord): boolean {
  const isWord = chartWords.some((one) => one === property);
  return isWord ? kind === 'chart' : fieldsOfViews[kind].uses.some((one) => one === property);
}
