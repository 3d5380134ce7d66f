/** One stage of a Dockerfile, by its name or number. */
export interface Stage {
  readonly name: string;
  readonly image: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly does: string;
  readonly rest: string;
}

export interface Copy {
  /** The stage that it is copied from. Default: the checkout. */
  readonly from?: string;
  readonly sources: readonly string[];
  readonly target: string;
}

export function readDockerfile(text: string): readonly Stage[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n');
  const steps = lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [does = '', ...rest] = line.trim().split(/\s+/);
      return { does, rest: rest.join(' ') };
    });
  const begins = steps.flatMap(({ does }, at) => (does === 'FROM' ? [at] : []));
  return begins.map((begin, number) => {
    const [image = '', , name = String(number)] = (steps[begin]?.rest ?? '').split(' ');
    return { name, image, steps: steps.slice(begin + 1, begins[number + 1]) };
  });
}

export function copiesOf({ steps }: Stage): readonly Copy[] {
  return steps
    .filter(({ does }) => does === 'COPY')
    .map(({ rest }) => {
      const words = rest.split(' ');
      const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
      const target = words.pop() ?? '';
      return { ...(from !== undefined && { from }), sources: words, target };
    });
}
