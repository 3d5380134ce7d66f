import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { RuleHead } from '../../../metadata/contract/match/rule.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import { uses } from '../../../rules/sharing/index.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Call } from '../../call/call.ts';
import { remember } from '../../common/remember.ts';
import type { Answers } from '../../storage/store/answer/answers.ts';
import type { Answer, Member } from '../../storage/store/answer/wire.ts';
import { gatesOf, withheldFrom } from '../../storage/store/answer/withheld.ts';
import { manages } from '../../storage/store/record/access.ts';
import { rowsOf, type Stored } from '../../storage/store/record/stored.ts';
import type { RuleForm } from './rule-form.ts';

/** Bytes that one answer may tell, about. */
export const pageSize = 900_000;
/** Of these, what the trace of one of several facts may take. */
export const partSize = 100_000;

/** The room left in an answer. The first item always has room, so that a caller who goes on gets on. */
export class Room {
  #left: number;
  #size = 0;

  constructor(size: number) {
    this.#left = size;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes the room for it; false: there is none, and it is not to be told. */
  take(item: object): boolean {
    const size = Buffer.byteLength(JSON.stringify(item));
    if (this.#size > 0 && size > this.#left) return false;
    this.#left -= size;
    this.#size += 1;
    return true;
  }
}

/** Answers rules to a caller: their names, and the members of a result, as far as he may read them. */
export interface RuleAnswers {
  head(candidate: Candidate, answer: Answer): RuleHead;
  /** By today's names; fields of the winning row stand below the name of its list. */
  result(candidate: Candidate, answer: Answer): JsonObject;
}

type Rights = Answer['call']['rights'];

const known = new WeakMap<RuleForm, WeakMap<Rights, RuleAnswers>>();

/** Made once for a form and what somebody may read of it. */
export function ruleAnswersOf(rules: RuleForm, answers: Answers, rights: Rights): RuleAnswers {
  const byRights = remember(known, rules, () => new WeakMap<Rights, RuleAnswers>());
  return remember(byRights, rights, () => makeRuleAnswers(rules, answers, rights));
}

function makeRuleAnswers({ form, match, result }: RuleForm, answers: Answers, rights: Rights): RuleAnswers {
  const members = answers.members(rights, form);
  const byId = new Map(members.map((member) => [member.id, member]));
  const rows = byId.get(match.entries ?? '');
  const row = new Map(rows?.rows?.map((member) => [`${rows.id}.${member.id}`, member]));
  const plain = result.flatMap((path) => byId.get(path) ?? []);
  const ofRow = result.flatMap((path) => {
    const member = row.get(path);
    return member ? [{ path, member }] : [];
  });
  const [number, name] = [byId.get(form.number?.id ?? ''), byId.get(form.title?.id ?? '')];

  /** Answers the result of a rule, by path, without values from records that the caller may not see. */
  function shown({ id, result: said }: Candidate, answer: Answer): JsonObject {
    const gates = gatesOf(answer.call, form);
    if (!gates) return said as JsonObject;
    const inner = `${match.entries ?? ''}.`;
    const members = Object.entries(said as JsonObject);
    const own = Object.fromEntries(members.filter(([path]) => !path.startsWith(inner)));
    const ofRow = members.filter(([path]) => path.startsWith(inner));
    const row = {
      id,
      ...Object.fromEntries(ofRow.map(([path, value]) => [path.slice(inner.length), value])),
    };
    const whole = { ...own, id, ...(ofRow.length > 0 ? { [match.entries ?? '']: [row] } : {}) };
    const seen: JsonObject = withheldFrom(gates, whole as Stored, answer) as JsonObject;
    const [kept = {}] = ofRow.length > 0 ? rowsOf(seen[match.entries ?? '']) : [];
    return {
      ...seen,
      ...Object.fromEntries(Object.entries(kept as JsonObject).map(([path, value]) => [inner + path, value])),
    };
  }

  return {
    head(candidate, answer) {
      const said = shown(candidate, answer);
      const { record, org, sharing, seq, only, id } = candidate;
      const creator = answer.call.served.orgs.get(org);
      return {
        id: record,
        number: textIn(value(number, number?.id ?? '', said, answer)),
        name: textIn(value(name, name?.id ?? '', said, answer)),
        org: { id: org, number: creator?.number ?? null, name: creator?.name ?? null },
        ...(sharing === null ? {} : { sharing }),
        ...(seq === undefined ? {} : { row: { id: id.split('@')[0] ?? id, seq: seq + 1 } }),
        ...(only === undefined ? {} : { personalised: true }),
      };
    },
    result(candidate, answer) {
      const named: Record<string, Json> = {};
      const said = shown(candidate, answer);
      for (const member of plain) named[member.name] = value(member, member.id, said, answer);
      if (rows && ofRow.length > 0) {
        const inner: Record<string, Json> = {};
        for (const { path, member } of ofRow) inner[member.name] = value(member, path, said, answer);
        named[rows.name] = inner;
      }
      return named;
    },
  };
}

/** Turns the value that names a rule into a text, of whatever kind its field is. */
export function textIn(value: Json): string | null {
  return typeof value === 'object' ? null : String(value);
}

function value(member: Member | undefined, path: string, said: JsonObject, answer: Answer): Json {
  const stored = said[path];
  if (!member || stored === null || stored === undefined) return member?.entries ? [] : null;
  return member.write(stored, answer);
}

/**
 * Makes a test whether the caller may know that a rule exists: its organisation may use it, or its creator's records
 * are his to read.
 */
export function sightOf(call: Call, form: Form): (candidate: Candidate) => boolean {
  const reads = manages(call, form, 'read', call.org);
  return (candidate) =>
    (reads && isUsable(candidate, call.org, call.served.orgs)) ||
    manages(call, form, 'read', candidate.only ?? candidate.org);
}

function isUsable({ record, org, sharing, assigned, only }: Candidate, by: string, tree: OrgTree): boolean {
  if (only !== undefined) return only === by;
  if (sharing === null) return true;
  const held = assigned !== undefined && Iterator.from(assigned).some((each) => each === by);
  return uses({ id: record, org, sharing }, by, {
    tree,
    holders: () => new Map(held ? [[by, org]] : []),
  });
}
