import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../../metadata/counted.ts';
import type { Issue } from '../../../metadata/issue.ts';
import { isNewerVersion } from '../../../metadata/model/versions.ts';
import type { CaseReport } from '../../cases/case-report.ts';
import { testPackages } from '../../cases/test-packages.ts';
import { packageContents } from '../../packages/package-contents.ts';
import type { Installed } from '../../packages/package-store.ts';
import { standardPackageFolders } from '../../packages/read-folder.ts';
import { withSignature } from '../../packages/signature.ts';
import { buildModel } from '../../publish/build-model.ts';
import { writeTarball } from '../../tarball/write-tarball.ts';
import { serverVersion } from '../../version.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { type Compared, compareVersions } from '../common/compare-versions.ts';
import { type Given, givenPackages } from '../common/given-packages.ts';
import { hasErrors, showIssues } from '../common/show-issues.ts';
import { described, show } from './diff.ts';
import { signingKey } from './sign.ts';
import { showCases } from './test.ts';

/** Writes a package that validates, whose cases pass and whose version says what changed, as a tarball. */
export async function pack(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const { language } = terminal;
  const given = await givenPackages(words);
  const [own] = given.packages;
  const issues = own ? await flawsOf(given) : given.issues;
  showIssues(issues, given.folders, terminal);
  const folder = own && given.folders.get(own.name);
  if (!own || folder === undefined || given.packages.length > 1 || hasErrors(issues)) {
    terminal.result({ issues });
    return exit.failed;
  }
  const out = text(options['out']) ?? '.';
  const compared = await sinceLast(own, { out, since: text(options['since']) });
  if (compared) show(compared, terminal);
  if (compared && !compared.isEnough) {
    terminal.result(described(compared));
    return exit.failed;
  }
  const tried = await tryCases(own);
  if (tried) showCases(tried, terminal);
  if (tried && (tried.failed > 0 || hasErrors(tried.issues))) {
    showIssues(tried.issues, given.folders, terminal);
    terminal.result(tried);
    return exit.failed;
  }
  const contents = packageContents(folder);
  const keyFile = text(options['sign']);
  const bytes = await writeTarball(
    keyFile === undefined ? contents : withSignature(contents, signingKey(keyFile)),
  );
  const file = join(out, tarballName(own));
  mkdirSync(out, { recursive: true });
  writeFileSync(file, bytes);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const size = counted(bytes.length, 'byte', 'bytes');
  terminal.say(
    {
      zh: `已写出 ${file}（${bytes.length} 字节）\n${integrity}`,
      en: `wrote ${file} (${size})\n${integrity}`,
    }[language],
  );
  terminal.result({
    ...{ name: own.name, version: own.version, file, size: bytes.length, integrity },
    ...{ cases: tried?.passed ?? 0, compared: compared ? described(compared) : null },
  });
  return exit.done;
}

/** What nobody says anything of is not loaded into a place made for it. */
async function tryCases(own: Installed): Promise<CaseReport | undefined> {
  const says = [...own.files.keys()].some((path) => path.startsWith('cases/') || path.startsWith('data/'));
  return says ? testPackages([...(await standardBeside(own)), own], [own.name]) : undefined;
}

/** As npm names it: `@scope/name` is `scope-name-1.0.0.tgz`. */
function tarballName({ name, version }: Installed): string {
  return `${stem(name)}${version}.tgz`;
}

function stem(name: string): string {
  return `${name.replace(/^@/, '').replaceAll('/', '-')}-`;
}

async function flawsOf({ packages, issues }: Given) {
  const [own] = packages;
  const compiled = own
    ? (await buildModel([...(await standardBeside(own)), ...packages], serverVersion)).issues
    : [];
  return [...issues, ...compiled, ...(own?.name === localLayer ? [reserved] : [])];
}

/** The customer's own layer, which nobody ships under its name. */
const localLayer = 'local';
const reserved: Issue = {
  ...{ code: 'package-name-reserved', severity: 'error', package: localLayer, file: 'package.json' },
  ...{ pointer: '/name', params: { name: localLayer } },
};

async function standardBeside({ name }: Installed): Promise<readonly Installed[]> {
  return (await givenPackages(standardPackageFolders())).packages.filter((one) => one.name !== name);
}

/** What changed since the version that was named, or the last one that lies where this one goes. */
async function sinceLast(
  own: Installed,
  { out, since }: { readonly out: string; readonly since: string | undefined },
): Promise<Compared | undefined> {
  const paths = since === undefined ? packedBefore(own, out) : [since];
  const { packages } = await givenPackages(paths);
  const before = packages
    .filter(
      ({ name, version }) =>
        name === own.name && (since !== undefined || !isNewerVersion(version, own.version)),
    )
    .reduce<Installed | undefined>(
      (newest, one) => (newest && !isNewerVersion(one.version, newest.version) ? newest : one),
      undefined,
    );
  return before && compareVersions(before, own);
}

function packedBefore({ name }: Installed, out: string): readonly string[] {
  if (!existsSync(out)) return [];
  const named = new RegExp(`^${stem(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\d.*\\.tgz$`);
  return readdirSync(out)
    .filter((file) => named.test(file))
    .map((file) => join(out, file));
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
