import type { Issue, Problem } from '../../metadata/issue.ts';
import type { Form } from '../../metadata/model.ts';

/** Tells where something stands: by property of the form, or by the part of its source. */
export type Place = (property: string, part?: object) => Partial<Pick<Issue, 'package' | 'file' | 'pointer'>>;

/** Collects what is wrong with a form's behaviour; nobody who reports stops. */
export class FormIssues {
  readonly found: Issue[] = [];
  readonly #form: Form;
  readonly #place: Place;

  constructor(form: Form, place: Place) {
    this.#form = form;
    this.#place = place;
  }

  report(code: string, property: string, params: Issue['params'], part?: object): undefined {
    this.#add(code, property, '', params, part);
  }

  /** A problem in a condition, whose path goes on from the property's place. */
  take({ code, path, params }: Problem, property: string, part?: object): void {
    this.#add(code, property, path, { property, ...params }, part);
  }

  #add(code: string, property: string, path: string, params: Issue['params'], part?: object): void {
    const place = this.#place(property, part);
    this.found.push({
      code,
      severity: 'error',
      ...place,
      pointer: `${place.pointer ?? `/${property}`}${path}`,
      params: { form: this.#form.id, ...params },
    });
  }
}
