import type { Field } from '../../../metadata/field.ts';
import { formsOf } from '../../../metadata/kinds/common/pointed.ts';
import type { Compiled, Leaf, Node } from '../../../rules/condition/compiled.ts';
import { leavesOf } from '../../../rules/condition/outdated.ts';
import type { Fact } from '../../../rules/condition/scope.ts';

/**
 * The parts of a referenced record that conditions ask and that facts may not have said: its id, its number, its
 * fields.
 */
export interface Need {
  readonly id: boolean;
  readonly number: boolean;
  /** Fields of the record that are references themselves; present when any field is asked for. */
  readonly beyond?: ReadonlyMap<string, string>;
}

/** A member that a condition asks of a record that facts refer to. */
export interface Member {
  /** As the condition wrote it, by ids. */
  readonly fact: string;
  readonly id: string;
  /** Undefined: what every record has. */
  readonly field: Field | undefined;
}

/** By path of the reference in the facts. Grows with the conditions it is told of. */
export class Needs {
  readonly #byPath = new Map<string, Need>();
  readonly #members = new Map<string, Map<string, Member>>();

  get(path: string): Need | undefined {
    return this.#byPath.get(path);
  }

  /** Members that are asked of the records that a reference points at. */
  membersOf(path: string): Iterable<Member> {
    return this.#members.get(path)?.values() ?? [];
  }

  /** Paths of the references that anything is asked of. */
  paths(): Iterable<string> {
    return this.#byPath.keys();
  }

  get isEmpty(): boolean {
    return this.#byPath.size === 0;
  }

  /** The same with what others ask; these stay as they are. */
  wider(more: Iterable<Compiled>): Needs {
    const wider = new Needs();
    for (const [path, need] of this.#byPath) wider.#byPath.set(path, need);
    for (const [path, members] of this.#members) wider.#members.set(path, new Map(members));
    for (const compiled of more) wider.add(compiled);
    return wider;
  }

  add({ node }: Compiled): void {
    this.#addNode(node);
  }

  #addNode(node: Node): void {
    for (const leaf of leavesOf(node)) this.#addLeaf(leaf);
  }

  #addLeaf({ fact, operand }: Leaf): void {
    if ('fact' in operand) {
      this.#addFact(fact, true, true);
      this.#addFact(operand.fact, true, true);
      return;
    }
    const refs = operand.values.flatMap((value) => (typeof value === 'object' ? [value] : []));
    this.#addFact(
      fact,
      refs.some((ref) => ref.id !== undefined),
      refs.some((ref) => ref.id === undefined),
    );
  }

  #addFact(fact: Fact, byId: boolean, number: boolean): void {
    const { path: fullPath, entries, via, member, points } = fact.line?.whole ?? fact;
    if (!('field' in member) && !via) return;
    const trail = entries.map((field) => field.id);
    if (via) {
      const beyond =
        'field' in member ? (points ?? []).map(({ form }) => [member.field.id, form] as const) : [];
      const path = [...trail, via.id].join('.');
      this.#merge(path, { id: true, number: false, beyond: new Map(beyond) });
      const members = this.#members.get(path) ?? new Map<string, Member>();
      const [id, field] =
        'field' in member ? [member.field.id, member.field] : [String(Object.values(member)[0]), undefined];
      this.#members.set(path, members.set(id, { fact: fullPath, id, field }));
    } else if ('field' in member && pointsAnywhere(member.field) && (byId || number))
      this.#merge([...trail, member.field.id].join('.'), { id: byId, number });
  }

  #merge(path: string, need: Need): void {
    const known = this.#byPath.get(path);
    const beyond =
      known?.beyond || need.beyond ? new Map([...(known?.beyond ?? []), ...(need.beyond ?? [])]) : undefined;
    this.#byPath.set(path, {
      id: need.id || known?.id === true,
      number: need.number || known?.number === true,
      ...(beyond ? { beyond } : {}),
    });
  }
}

function pointsAnywhere(field: Field): boolean {
  return formsOf(field).length > 0;
}
