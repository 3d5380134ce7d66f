import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

/**
 * The web UI into `dist/ui`. With --if-needed only when what it is made of changed since: `npm start` asks
 * each time.
 */
const sources = [
  'ui/**/*.*',
  'metadata/**/*.ts',
  'rules/**/*.ts',
  'docs/manual/*.md',
  'workshop/manual-headings.ts',
  '{vite,scan}.config.ts',
  'package-lock.json',
];
const stamp = 'dist/ui/.built-from';

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(sources).sort()) {
    if (/\.(test|suite)\.ts$/.test(path)) continue;
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

const wanted = fingerprint();
const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
if (!process.argv.includes('--if-needed') || built !== wanted) {
  process.stdout.write('building the web UI …\n');
  // A test may ask for it; the built UI is never for tests.
  process.env['NODE_ENV'] = 'production';
  for (const config of ['vite.config.ts', 'scan.config.ts']) {
    const code = await run('node_modules/.bin/vite', ['build', '--config', config, '--logLevel', 'warn']);
    if (code !== 0) process.exit(code);
  }
  mkdirSync('dist/ui', { recursive: true });
  writeFileSync(stamp, wanted);
}
