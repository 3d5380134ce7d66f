import type { Problem } from '../../../metadata/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/json.ts';
import { isId } from '../../../metadata/kinds/pointer.ts';
import type { UnsavedRule } from '../../match/read-candidates.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import { pointerStep } from '../pipeline/scan-json.ts';

/** Facts of one call. */
export const mostFacts = 1_000;

/** The members of a body that matching understands, read one by one; mistakes are collected until `done`. */
export class MatchBody {
  readonly #body: JsonObject;
  readonly #problems: Problem[] = [];

  constructor(body: JsonObject, known: readonly string[]) {
    this.#body = body;
    for (const name of Object.keys(body))
      if (!known.includes(name)) this.#wrong(`/${pointerStep(name)}`, 'unknown-member');
  }

  at(): Json | undefined {
    const { at } = this.#body;
    return at === null ? undefined : at;
  }

  /** One, or several. */
  facts(): { readonly many: readonly Json[]; readonly single: boolean } {
    const { facts } = this.#body;
    if (!Array.isArray(facts)) return { many: [this.oneFacts()], single: true };
    if (facts.length > mostFacts) this.#wrong('/facts', 'too-many-items', { most: mostFacts });
    return { many: facts as readonly Json[], single: false };
  }

  oneFacts(): Json {
    const { facts } = this.#body;
    if (isObject(facts)) return facts;
    this.#wrong('/facts', 'object-expected');
    return {};
  }

  trace(): boolean | 'full' {
    const { trace = false } = this.#body;
    if (trace === true || trace === false || trace === 'full') return trace;
    this.#wrong('/trace', 'match-trace');
    return false;
  }

  flag(name: string): boolean {
    const value = this.#body[name] ?? false;
    if (typeof value !== 'boolean') this.#wrong(`/${name}`, 'switch-expected');
    return value === true;
  }

  text(name: string): string | undefined {
    const value = this.#body[name] ?? undefined;
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    this.#wrong(`/${name}`, 'text-expected');
    return undefined;
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.#body[name] ?? undefined;
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
      return value as readonly string[];
    this.#wrong(`/${name}`, 'array-expected');
    return undefined;
  }

  /** A rule that is not saved yet; it is asked about alone. */
  candidate(): UnsavedRule | undefined {
    const { candidate } = this.#body;
    if (candidate === undefined || candidate === null) return undefined;
    for (const other of ['records', 'after'])
      if (this.#body[other] !== undefined)
        this.#wrong(`/${other}`, 'parameters-exclude', { name: other, other: 'candidate' });
    const { id, record, row, ...strange } = isObject(candidate) ? candidate : {};
    for (const name of Object.keys(strange)) this.#wrong(`/candidate/${pointerStep(name)}`, 'unknown-member');
    if (!isObject(record)) this.#wrong('/candidate/record', 'object-expected');
    const named = typeof id === 'string' && isId(id.toLowerCase());
    if (id !== undefined && !named) this.#wrong('/candidate/id', 'not-id');
    const counted = typeof row === 'number' && Number.isInteger(row) && row > 0;
    if (row !== undefined && !counted) this.#wrong('/candidate/row', 'match-row-unknown', { row });
    return {
      record: isObject(record) ? record : {},
      ...(named ? { id: id.toLowerCase() } : {}),
      ...(counted ? { row } : {}),
    };
  }

  wrong(path: string, code: string, params: Problem['params'] = {}): void {
    this.#wrong(path, code, params);
  }

  done(): void {
    if (this.#problems.length > 0) throw bodyWrong({}, this.#problems);
  }

  #wrong(path: string, code: string, params: Problem['params'] = {}): void {
    this.#problems.push({ path, code, params });
  }
}
