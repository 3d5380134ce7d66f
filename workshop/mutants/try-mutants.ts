import { type Mutant, mutated, type Suite } from './mutant.ts';

/** The result of a suite: how many tests passed and failed. */
export interface Said {
  readonly passed: number;
  readonly failed: number;
}

/**
 * `noticed` is as it should be. `survived`: nobody noticed. `unfair`: the suite fails or has no test without any
 * fault, or with it does not even come to its tests, so that nothing is learned.
 */
export type Verdict = 'noticed' | 'too slow' | 'survived' | 'unfair' | 'no such text';

export interface Tried {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  readonly seconds: number;
}

/** A tree of sources that may be spoilt, and who judges it. */
export interface Bench {
  read(file: string): string;
  write(file: string, text: string): void;
  /** 'endless': it was given up. */
  run(suite: Suite): Promise<Said | 'endless'>;
  seconds(): number;
}

/** One after the other; each fault is taken back before the next is put in. */
export async function* tryMutants(mutants: readonly Mutant[], bench: Bench): AsyncGenerator<Tried> {
  const sound = new Map<string, Promise<boolean>>();
  for (const mutant of mutants) {
    const { suite } = mutant;
    const key = JSON.stringify([suite.file, suite.project, suite.tests]);
    const known = sound.get(key) ?? bench.run(suite).then(isSound);
    sound.set(key, known);
    const fair = await known;
    const started = bench.seconds();
    const verdict = fair ? await judge(mutant, bench) : 'unfair';
    yield { mutant, verdict, seconds: bench.seconds() - started };
  }
}

async function judge(mutant: Mutant, bench: Bench): Promise<Verdict> {
  const text = bench.read(mutant.file);
  const spoilt = mutated(text, mutant);
  if (spoilt === null) return 'no such text';
  bench.write(mutant.file, spoilt);
  try {
    const said = await bench.run(mutant.suite);
    if (said === 'endless') return 'too slow';
    if (said.failed > 0) return 'noticed';
    return said.passed > 0 ? 'survived' : 'unfair';
  } finally {
    bench.write(mutant.file, text);
  }
}

function isSound(said: Said | 'endless'): boolean {
  return said !== 'endless' && said.failed === 0 && said.passed > 0;
}

export function isNoticed({ verdict }: Tried): boolean {
  return verdict === 'noticed' || verdict === 'too slow';
}
