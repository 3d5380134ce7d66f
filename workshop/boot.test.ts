import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMachine } from '../runtime/care/doctor/check-machine.ts';

/** boot.mjs alone in a folder, run by a Node that says it is another. */
describe('boot.mjs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-boot-'));
    copyFileSync('boot.mjs', join(folder, 'boot.mjs'));
    mkdirSync(join(folder, 'dist/runtime'), { recursive: true });
    writeFileSync(join(folder, 'dist/runtime/main.js'), `console.log('started')`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const boot = (
    version: string,
    words: readonly string[] = ['doctor', '--json'],
    more: NodeJS.ProcessEnv = {},
  ) => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${pretend}`, join(folder, 'boot.mjs'), ...words],
      { encoding: 'utf8', env: { ...process.env, ...more } },
    );
    return { status, stdout: stdout.trim(), stderr: stderr.trim() };
  };
  const bringNode = () => {
    const home = join(folder, 'node_modules/node');
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "name": "node", "version": "24.21.0" }');
    writeFileSync(join(home, 'bin/node'), '#!/bin/sh\nshift\necho "the newer one: $@"\nexit 3\n');
    chmodSync(join(home, 'bin/node'), 0o755);
  };

  it.each(['24.7.0', '24.21.0', '25.0.0', '26.1.0'])('starts with Node %s', (version) => {
    expect(boot(version)).toEqual({ status: 0, stdout: 'started', stderr: '' });
  });

  it.each(['18.20.0', '22.18.0', '24.6.0'])('says with Node %s what is needed, and ends', (version) => {
    const { status, stdout, stderr } = boot(version);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`guiju needs Node 24.7 or newer, this is ${version}`);
    expect(stderr).toContain('guiju 需要 Node 24.7');
  });

  it('hands over to the Node of the project, with all it was told, and ends as that one does', () => {
    bringNode();
    expect(boot('20.1.0')).toEqual({ status: 3, stdout: 'the newer one: doctor --json', stderr: '' });
    expect(boot('24.7.0').stdout).toBe('started');
  });

  it('has a server share its memory among threads, as the process that was started, unless somebody said otherwise', () => {
    const program = `console.log(process.env.MALLOC_ARENA_MAX ?? 'as usual', process.argv.slice(2).join())`;
    writeFileSync(join(folder, 'dist/runtime/main.js'), program);
    const arenas = (words: readonly string[], said?: string) =>
      boot('24.21.0', words, { MALLOC_ARENA_MAX: said }).stdout;
    const usual = process.platform === 'linux' ? '2' : 'as usual';
    expect(arenas(['start', '--demo'])).toBe(`${usual} start,--demo`);
    expect(arenas(['start'], '8')).toBe('8 start');
    expect(arenas(['doctor'])).toBe('as usual doctor');
  });

  it('asks for the Node that package.json and doctor ask for', () => {
    const { engines, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(engines.node).toBe('>=24.7');
    expect(optionalDependencies.node).toMatch(/^24\.(?:[7-9]|\d\d)\./);
    const codes = (version: string) => checkMachine({ home: tmpdir() }, version)[0]?.code;
    expect([codes('24.6.9'), codes('24.7.0'), codes('25.0.0')]).toEqual([
      'doctor-node-old',
      'doctor-node',
      'doctor-node',
    ]);
  });
});
