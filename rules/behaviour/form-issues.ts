import type { Issue, Problem } from '../../metadata/common/issue.ts';
import type { Form } from '../../metadata/model.ts';

/** Tells where something stands: by property of the form, or by the part of its source. */
export type Place = (property: string, part?: object) => Partial<Pick<Issue, 'package' | 'file' | 'pointer'>>;

interface FormIssue extends Pick<Issue, 'code' | 'severity' | 'params'> {
  readonly property: string;
  /** From the property on. */
  readonly path: string;
  readonly part: object | undefined;
}

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
    this.#add({ code, property, path: '', params, part, severity: 'error' });
  }

  /** Something that may well be meant. */
  warn(code: string, property: string, params: Issue['params'], part?: object): void {
    this.#add({ code, property, path: '', params, part, severity: 'warning' });
  }

  /** A problem in a condition, whose path goes on from the property's place. */
  take({ code, path, params }: Problem, property: string, part?: object): void {
    this.#add({ code, property, path, params: { property, ...params }, part, severity: 'error' });
  }

  #add({ code, severity, property, path, params, part }: FormIssue): void {
    const place = this.#place(property, part);
    this.found.push({
      code,
      severity,
      ...place,
      pointer: `${place.pointer ?? `/${property}`}${path}`,
      params: { form: this.#form.id, ...params },
    });
  }
}
