/** What of a form is asked here. */
interface Titled<F> {
  readonly kind: string;
  readonly title?: { readonly id: string };
  readonly byId: ReadonlyMap<string, F>;
}

/** The field that says in English what a record of the platform is called; it may be empty. Undefined: only the title. */
export function englishTitle<F>({ kind, title, byId }: Titled<F>): F | undefined {
  return kind === 'platform' && title?.id === 'name' ? byId.get('nameEn') : undefined;
}
