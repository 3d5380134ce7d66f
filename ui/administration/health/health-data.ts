import type { ServerState } from '../../../metadata/contract/nodes/calls.ts';
import type { RegistryState } from '../../../metadata/contract/packages/keys.ts';
import { ApiProblem } from '../../session/api.ts';
import { proposedHosts } from '../../session/proposed-hosts.ts';
import { session } from '../../session/session.ts';
import { dayOf, type HealthDay } from './health-day.ts';

export interface Health {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
  /** Prometheus' samples without labels, and sums over all labels. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Answers by class of status. */
  readonly answers: ReadonlyMap<string, number>;
  /** Indexes that lists laid for themselves, or wait for. */
  readonly learned: readonly LearnedIndex[];
  /** Indexes that texts are searched by. */
  readonly searched: readonly SearchedForm[];
  /** The servers of the database; none where it is a file. */
  readonly members: readonly DatabaseMember[];
  /** Seconds that the clock of the member here is ahead of that of another node's, by node. */
  readonly clocks: ReadonlyMap<string, number>;
  /** Spans of traces that this node gave up since it started, by why. */
  readonly spansDropped: ReadonlyMap<string, number>;
  /** Of the same database, this one among them. */
  readonly servers: readonly ServerState[];
  /** The last day of this node, for administrators; undefined: it could not be read. */
  readonly day: HealthDay | undefined;
  readonly at: Date;
}

export interface DatabaseMember {
  readonly member: string;
  readonly state: string;
  readonly active: boolean;
  /** In the words of the server. */
  readonly reason: string;
}

export interface LearnedIndex {
  readonly form: string;
  readonly columns: string;
  readonly state: string;
  /** Milliseconds people waited for want of it. */
  readonly cost: number;
}

export interface SearchedForm {
  readonly form: string;
  readonly phase: string;
}

/** Of what waits to be upgraded, and of the registry that is asked for it; administrators alone are told. */
export interface Upgrades {
  /** Hosts in use that nobody allowed yet. */
  readonly hosts: number;
  readonly waiting: readonly { readonly name: string; readonly version: string; readonly waits: string }[];
  readonly registry: RegistryState;
}

/** Reads the state of this node: readiness, metrics, and the other servers. */
export async function readHealth(signal: AbortSignal): Promise<Health> {
  const [state, metrics, { items: servers }, slots] = await Promise.all([
    readiness(),
    session.api.text('/metrics', { signal }),
    session.api.call('GET /api/nodes', { signal }),
    session.api.call('GET /api/nodes/day', { signal }).then(
      ({ slots: all }) => all,
      () => undefined,
    ),
  ]);
  const at = new Date();
  const day = slots && dayOf(slots, at.getTime());
  return { ...state, ...readMetrics(metrics), servers, day, at };
}

export async function readUpgrades(): Promise<Upgrades> {
  const [{ items }, registry, hosts] = await Promise.all([
    session.api.call('GET /api/packages'),
    session.api.call('GET /api/registry'),
    proposedHosts(),
  ]);
  const waiting = items.flatMap(({ name, version, waits }) => (waits ? [{ name, version, waits }] : []));
  return { waiting, registry, hosts };
}

async function readiness(): Promise<Pick<Health, 'ready' | 'checks'>> {
  try {
    const { checks } = await session.api.call('GET /readyz');
    return { ready: true, checks };
  } catch (failure) {
    // A node that is not ready says which of its parts is not.
    if (!(failure instanceof ApiProblem) || failure.status !== 503) throw failure;
    return { ready: false, checks: failure.body['checks'] as Record<string, boolean> };
  }
}

function readMetrics(text: string): Omit<Health, 'ready' | 'checks' | 'servers' | 'day' | 'at'> {
  const learned: LearnedIndex[] = [];
  const searched: SearchedForm[] = [];
  const members: DatabaseMember[] = [];
  const clocks = new Map<string, number>();
  const spansDropped = new Map<string, number>();
  const numbers = new Map<string, number>();
  const answers = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] = /^([a-z_]\w*)(\{.*\})? (\S+)/.exec(line) ?? [];
    if (!name || !value) continue;
    numbers.set(name, (numbers.get(name) ?? 0) + Number(value));
    const label = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(labels)?.[1] ?? '';
    if (name === 'guiju_database_member') {
      const active = label('active') === 'true';
      members.push({ member: label('member'), state: label('state'), active, reason: label('reason') });
    }
    if (name === 'guiju_node_clock_ahead_seconds') clocks.set(label('node'), Number(value));
    if (name === 'guiju_trace_spans_dropped_total') spansDropped.set(label('reason'), Number(value));
    if (name === 'guiju_search_index_behind') searched.push({ form: label('form'), phase: label('phase') });
    if (name === 'guiju_learned_index_cost_milliseconds') {
      learned.push({
        form: label('form'),
        columns: label('columns'),
        state: label('state'),
        cost: Number(value),
      });
    }
    const status = /status="(\dxx)"/.exec(labels)?.[1];
    if (status) answers.set(status, (answers.get(status) ?? 0) + Number(value));
  }
  return { numbers, answers, learned, searched, members, clocks, spansDropped };
}
