import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../../metadata/common/issue.ts';
import { isNewerVersion } from '../../../metadata/model/layers/versions.ts';
import type { Edition } from '../../common/edition.ts';
import { makeFolder } from '../../common/make-folder.ts';
import type { Domain } from '../../domain.ts';
import { packageContents } from '../../model/packages/package-contents.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { tarballName, tarballStem } from '../../model/packages/packed.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { withSignature } from '../../model/packages/signature.ts';
import { judgeNew } from '../../model/publish/meant-sharing.ts';
import { writeTarball } from '../../model/tarball/write-tarball.ts';
import type { CaseReport } from '../../preparation/cases/case-report.ts';
import { testPackages } from '../../preparation/cases/test-packages.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { type Compared, compareVersions, described } from '../common/compare-versions.ts';
import { editionOf } from '../common/edition-of.ts';
import { type Given, givenPackages } from '../common/given-packages.ts';
import { hasErrors, showIssues } from '../common/show-issues.ts';
import { writeBytes } from '../common/write-packed.ts';
import { show } from './diff.ts';
import { signingKey } from './sign.ts';
import { showCases } from './test.ts';

/** Writes a package that validates, whose cases pass and whose version says what changed, as a tarball. */
export async function pack(context: CommandContext): Promise<number> {
  const { words, options, terminal } = context;
  const given = await givenPackages(words);
  const [own] = given.packages;
  const issues = own ? await flawsOf(given, await editionOf(context)) : given.issues;
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
    terminal.result({ ...compared, differences: described(compared.differences) });
    return exit.failed;
  }
  const tried = await tryCases(own, await context.domains());
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
  makeFolder(out);
  const written = writeBytes(join(out, tarballName(own)), bytes, terminal);
  terminal.result({
    name: own.name,
    version: own.version,
    ...written,
    cases: tried?.passed ?? 0,
    compared: compared ? { ...compared, differences: described(compared.differences) } : null,
  });
  return exit.done;
}

/** Tries the cases of a package. One without cases or data is not loaded into a place made for it. */
async function tryCases(own: Installed, domains: readonly Domain[]): Promise<CaseReport | undefined> {
  const says = [...own.files.keys()].some((path) => path.startsWith('cases/') || path.startsWith('data/'));
  return says ? testPackages(domains, [...(await standardBeside(own)), own], [own.name]) : undefined;
}

async function flawsOf({ packages, issues }: Given, edition: Edition) {
  const [own] = packages;
  if (!own) return issues;
  const judged = await judgeNew(packages, await standardBeside(own), edition);
  return [...issues, ...judged.issues, ...(own.name === localLayer ? [reserved] : [])];
}

/** The customer's own layer, which nobody ships under its name. */
const localLayer = 'local';
const reserved: Issue = {
  code: 'package-name-reserved',
  severity: 'error',
  package: localLayer,
  file: 'package.json',
  pointer: '/name',
  params: { name: localLayer },
};

async function standardBeside({ name }: Installed): Promise<readonly Installed[]> {
  return (await givenPackages(standardPackageFolders())).packages.filter((one) => one.name !== name);
}

/** Compares a package with the version that was named, or the last one that lies where this one goes. */
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
  const named = new RegExp(`^${tarballStem(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\d.*\\.tgz$`);
  return readdirSync(out)
    .filter((file) => named.test(file))
    .map((file) => join(out, file));
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
