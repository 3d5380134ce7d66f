import { spawnSync } from 'node:child_process';
import { installOnDebian } from './install-on-debian.ts';

/** What runs the examples of the manual, and where Debian has it. */
const tools: readonly { readonly program: string; readonly asked: string; readonly debian: string }[] = [
  { program: 'curl', asked: '--version', debian: 'curl' },
  { program: 'python3', asked: '--version', debian: 'python3' },
  { program: 'javac', asked: '-version', debian: 'default-jdk-headless' },
];

/** Finds what runs the programs of the manual, or has Debian install it; throws naming what is missing then. */
export async function provideProgramTools(): Promise<void> {
  const wanted = missing();
  if (wanted.length > 0) await installOnDebian(wanted.map(({ debian }) => debian));
  const left = missing();
  if (left.length === 0) return;
  const [programs, packages] = [left.map(({ program }) => program), left.map(({ debian }) => debian)].map(
    (words) => words.join(', '),
  );
  throw new Error(
    `The programs of the manual run with ${programs}, which are not here (on Debian: apt-get install ${packages?.replaceAll(',', '')}).`,
  );
}

function missing() {
  return tools.filter(({ program, asked }) => spawnSync(program, [asked]).error);
}
