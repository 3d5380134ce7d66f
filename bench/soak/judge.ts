/** What was seen at a moment. */
export interface Sample {
  /** Seconds since people began to work. */
  readonly at: number;
  /** Of the server and what it started, in MB. */
  readonly memory: number;
  readonly descriptors: number;
  /** Of the database's files, and of its log alone, in MB. */
  readonly stored: number;
  readonly log: number;
  /** Processor time of the server so far, in seconds. */
  readonly worked: number;
}

/** A call and what came of it. */
export interface Call {
  readonly at: number;
  readonly what: string;
  readonly kind: 'read' | 'write';
  readonly milliseconds: number;
}

export interface Kept {
  readonly what: string;
  readonly promised: string;
  readonly measured: string;
  readonly kept: boolean;
}

export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** By how much a minute a number grows: the median of the slopes between any two (Theil–Sen), which no outlier moves. */
function slope(points: readonly (readonly [minute: number, value: number])[]): number {
  return median(
    points.flatMap(([x, y], at) => points.slice(at + 1).map(([later, value]) => (value - y) / (later - x))),
  );
}

/** A part of a run: of thirds `part(run, 1, 2)` is the middle one. */
function part<T extends { readonly at: number }>(
  all: readonly T[],
  length: number,
  from: number,
  to: number,
): readonly T[] {
  return all.filter(({ at }) => at >= length * from && at < length * to);
}

/** What a minute's lowest was: what is garbage already does not count. */
function lowest(samples: readonly Sample[]): readonly (readonly [number, number])[] {
  return [...Map.groupBy(samples, ({ at }) => Math.floor(at / 60))].map(
    ([minute, some]) => [minute, Math.min(...some.map(({ memory }) => memory))] as const,
  );
}

/** The p99 of each minute, and of those the middle one. */
function p99(calls: readonly Call[]): number {
  const minutes = [...Map.groupBy(calls, ({ at }) => Math.floor(at / 60)).values()];
  return median(
    minutes.map((some) =>
      percentile(
        some.map(({ milliseconds }) => milliseconds),
        0.99,
      ),
    ),
  );
}

export interface Run {
  /** Seconds. */
  readonly length: number;
  readonly samples: readonly Sample[];
  readonly calls: readonly Call[];
  readonly failed: readonly string[];
  readonly harmed: readonly string[];
  /** Of its log, each kind with how often. */
  readonly complaints: readonly string[];
}

/** Megabytes of memory a minute that a server may grow by once it is warm. */
const growth = 0.3;
/** The first quarter warms it. */
const warm = 0.25;
/** What the log of a database may grow to, in MB. */
const longest = 64;

export function judge({ length, samples, calls, failed, harmed, complaints }: Run): readonly Kept[] {
  const grown = slope(lowest(part(samples, length, warm, 1)));
  const descriptors = (from: number, to: number) =>
    median(part(samples, length, from, to).map((one) => one.descriptors));
  const log = Math.max(...part(samples, length, 0.5, 1).map((one) => one.log));
  const of = (kind: Call['kind']) => calls.filter((one) => one.kind === kind);
  const flat = (['read', 'write'] as const).map((kind): Kept => {
    const [before, after] = [
      p99(part(of(kind), length, 1 / 3, 2 / 3)),
      p99(part(of(kind), length, 2 / 3, 1)),
    ];
    return {
      what: `p99 of a ${kind}, the last third against the middle one`,
      promised: '≤ 1.5 ×',
      measured: `${(after / before).toFixed(2)} × (${before.toFixed(0)} and ${after.toFixed(0)} ms)`,
      kept: after <= before * 1.5,
    };
  });
  const [middle, end] = [descriptors(warm, 0.5), descriptors(0.75, 1)];
  return [
    { what: 'calls that failed', promised: '0', measured: String(failed.length), kept: failed.length === 0 },
    ...flat,
    {
      what: 'memory, MB a minute after the first quarter',
      promised: `< ${growth}`,
      measured: grown.toFixed(2),
      kept: grown < growth,
    },
    {
      what: 'open files, the last quarter against the second',
      promised: '≤ 4 more',
      measured: `${middle} and ${end}`,
      kept: end - middle <= 4,
    },
    {
      what: 'log of the database at most, second half, MB',
      promised: `< ${longest}`,
      measured: log.toFixed(1),
      kept: log < longest,
    },
    {
      what: 'kinds of complaints in its log',
      promised: '0',
      measured: String(complaints.length),
      kept: complaints.length === 0,
    },
    {
      what: 'what the doctor finds harmed',
      promised: 'nothing',
      measured: harmed.join('; ') || 'nothing',
      kept: harmed.length === 0,
    },
  ];
}
