interface Area {
  readonly texts: Readonly<Record<string, unknown>>;
}

const areas = import.meta.glob<Area>('./en/*.ts', { eager: true });

/** English for every `msg` of the UI, by its id; one file an area, each exporting `texts`. */
export const templates = Object.assign({}, ...Object.values(areas).map(({ texts }) => texts));
